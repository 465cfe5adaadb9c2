//! Errors in bands of time in service.

use crate::scenario::problem::macros::reasons;
use crate::scenario::problem::wording::shown;

/// How to write bands.
const FORM: &str = "write `all`, or `under_2y`, `from_2y` and so on";

reasons! {
    /// Why bands of time in service are invalid.
    BandReason

    NotABand { band: String }
        format!("`{}` is not a band; {FORM}", shown(band));

    NoneGiven {}
        format!("no band is given; {FORM}");

    FirstIsLate {}
        format!("the first band must start at zero time in service; {FORM}");

    AllAndMore {}
        "`all` must be the only band".to_owned();

    NotFirst { band: String }
        format!("`{band}` must come first");

    NotAfterTheOneBefore { band: String }
        format!("`{band}` must start later than the band before it");

    NoFollower { years: u32 }
        format!("`under_{years}y` must be followed by `from_{years}y`");
}
