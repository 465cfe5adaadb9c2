//! Values that can be simulated but are probably not intended, and that have no code of their own.

use crate::scenario::problem::macros::reasons;
use crate::scenario::problem::wording::{plain, shown};

reasons! {
    /// A questionable value.
    Questionable

    CutDistribution { key: String, min: f64, max: f64 }
        format!(
            "the distribution of `{key}` is truncated to the possible range, from {} to {}",
            plain(*min),
            plain(*max)
        );

    ChangeOfNothing { change: String }
        format!("change `{change}` changes nothing: write `set`, `add` or `multiply`");

    PhaseCutShort { change: String, months: i64, phase_in: i64 }
        format!(
            "change `{change}` is in force for {months} months but takes {phase_in} to reach full effect, so it never \
             does"
        );

    SetOverrides { change: String, address: String, what: String }
        format!(
            "change `{change}` sets `{address}`, which overrides {what} while it is in force; to keep it, use `multiply` \
             or `add`"
        );

    WideYearly { yearly: String, address: String, factor: f64 }
        format!(
            "yearly effect `{yearly}` moves `{address}` by a factor of {} or more, up or down, in one year in three: \
             an `sd` of 0.2 is about a fifth",
            plain((*factor * 10.0).round() / 10.0)
        );

    FarOpening { yearly: String, deviations: f64 }
        format!(
            "`yearly.{yearly}.opens_at` is {} standard deviations from the usual level, which is further than chance takes it: \
             1.2 is a fifth above; check it and `sd`",
            plain(deviations.round())
        );

    KnownInGroup { correlation: String, address: String }
        format!(
            "correlation `{correlation}`: `{address}` has only one value, so it cannot be correlated; it is left out \
             of the group"
        );

    BeyondALimit { key: String, address: String, limit: f64 }
        format!("`{key}` takes `{address}` beyond its limit, where it stays at {}; check the unit of the amount", plain(*limit));

    NobodyComesBack {}
        "children are turned away or closed early, and `demand.comes_back` is not given, so none of them ever comes back".to_owned();

    SetByTwoOverlays { address: String, first: String }
        format!("`{}` is also set at {first}, by an overlay that this one is not based on: the later one counts", shown(address));

    StopWithinStart { change: String, same_side: bool }
        if *same_side {
            format!(
                "change `{change}` begins and ends on the same side of a level: `stop` must be on the side opposite to `when`"
            )
        } else {
            format!(
                "change `{change}` would end at a level that still counts for its beginning, so it ends as soon as `when` fails: \
                 leave a gap between the two levels"
            )
        };

    ResponseUndoesItself { change: String, measure: &'static str, address: String }
        format!(
            "change `{change}` is triggered by `{measure}`, which `{address}` affects in the same month, so it may end and begin \
             again every month: add a `stop` with a gap, or choose another measure"
        );

    OrdersNeverFilled { key: String }
        format!(
            "`{key}`: agency workers are ordered but never arrive, because `fill` is 0 or not given; set it to the \
             monthly probability that an order is filled"
        );
}
