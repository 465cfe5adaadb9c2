//! Awards: increases in pay or in a price.

use super::change::changeable;
use crate::scenario::declare::{InputId, Kind, Table};
use crate::scenario::problem::{Contradiction, Problem};
use crate::scenario::source::{Node, Place, Value};
use crate::units::{Month, Unit};

/// An award, which multiplies permanent pay, or prices, by 1 + rate from its month.
#[derive(Clone, Debug)]
pub struct Award {
    /// Identifier.
    pub id: String,
    /// First month with the new pay or prices; `None` if invalid.
    pub month: Option<Month>,
    /// Increase as a share.
    pub rate: InputId,
    /// The prices that rise; `None` for permanent pay.
    pub prices: Option<Vec<InputId>>,
}

pub(crate) fn read(t: &mut Table<'_>, id: &str) -> Award {
    Award {
        id: id.to_owned(),
        month: t.month_required("month", "The month from which the award applies."),
        rate: t
            .quantity("rate", Unit::YearlyGrowth, (-0.5, 1.0), "Increase as a share: 0.01 is 1%.")
            .fixed()
            .required(),
        prices: read_prices(t, id),
    }
}

/// The prices at the addresses in `of`; reports any that is not a price.
fn read_prices(t: &mut Table<'_>, id: &str) -> Option<Vec<InputId>> {
    let kind = Kind::Either(vec![Kind::Address, Kind::List(Box::new(Kind::Address), 1, usize::MAX)]);
    let doc = "The address of the price that rises, such as \"agency.charge_per_hour\", or a list of addresses; permanent \
               pay if omitted.";
    let node = t.form("of", kind, doc)?;
    let mut prices = Vec::new();
    for (address, place) in addresses(t, node) {
        for input in changeable(t, &address, Some(place)).unwrap_or_default() {
            let (is_price, address) = {
                let input = t.reader.inputs.get(input);
                (input.unit.is_money(), input.address.clone())
            };
            let what = if !is_price {
                Contradiction::AwardOfNoPrice { award: id.to_owned(), address }
            } else if prices.contains(&input) {
                Contradiction::AwardOfPriceTwice { award: id.to_owned(), address }
            } else {
                prices.push(input);
                continue;
            };
            t.error(Problem::Inconsistent { what }, Some(place));
        }
    }
    Some(prices)
}

fn addresses(t: &mut Table<'_>, node: &Node) -> Vec<(String, Place)> {
    let expected = "the address of a price in quotes, or a list of addresses";
    let items = match &node.value {
        Value::Text(address) => return vec![(address.clone(), node.at)],
        Value::Array(items) if !items.is_empty() => items,
        _ => {
            t.wrong_type("of", expected, node);
            return Vec::new();
        }
    };
    let of_one = |item: &Node| {
        if let Value::Text(address) = &item.value {
            return Some((address.clone(), item.at));
        }
        t.wrong_type("of", expected, item);
        None
    };
    items.iter().filter_map(of_one).collect()
}
