//! Bands of time in service that do not fit.

use super::macros::reasons;
use super::wording::shown;

/// What bands may be.
const FORM: &str = "write `all`, or `under_2y`, `from_2y` and so on";

reasons! {
    /// Why bands of time in service do not fit.
    BandReason

    NotABand { band: String }
        format!("`{}` is not a band; {FORM}", shown(band));

    NoneGiven {}
        format!("no band is given; {FORM}");

    FirstIsLate {}
        format!("the first band must begin at no service; {FORM}");

    AllAndMore {}
        "`all` stands alone".to_owned();

    NotFirst { band: String }
        format!("`{band}` must come first");

    NotAfterTheOneBefore { band: String }
        format!("`{band}` does not come after the band before it");

    NoFollower { years: u32 }
        format!("`under_{years}y` must be followed by `from_{years}y`");
}
