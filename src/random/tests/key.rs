use super::{draw, kolmogorov, replications};
use crate::random::key::stable_hash;
use crate::random::key::uniform;
use crate::random::{Purpose, Stream};

const N: u32 = 1 << 16;

#[test]
fn purposes_keep_their_numbers() {
    use Purpose::*;
    let all = [
        Input,
        TakeUp,
        Starters,
        Completion,
        Leaving,
        Conversion,
        Churn,
        Fill,
        Dispersion,
        Contacts,
        ReReferral,
        Branch,
        Phase,
        Escalation,
        Outside,
        InTime,
        Repeat,
        Order,
        Yearly,
        PartOfWorker,
    ];
    // 9 was the yearly level of demand.
    let numbers: Vec<u16> = (1..=21).filter(|&number| number != 9).collect();
    assert_eq!(all.map(|purpose| purpose as u16).to_vec(), numbers);
}

#[test]
fn hashes_and_uniforms_never_change() {
    assert_eq!(stable_hash(""), 0xc381_7c01_6ba4_ff30);
    assert_eq!(stable_hash("teams.locality.turnover"), 0xc4db_f62f_4dfb_bf98);
    let stream = Stream::new(42, Purpose::Leaving, "locality");
    let uniforms = [
        stream.at(0).of(1),
        stream.at(1).of(1),
        stream.at(119).of(7351),
        stream.child(2).at(0).of(1),
        stream.child(2).child(3).at(7).of(64),
    ];
    let expected = [
        0.474_402_465_956_492_6,
        0.360_213_175_455_677_55,
        0.154_911_909_993_103_23,
        0.860_012_594_544_979_6,
        0.369_983_033_589_006_97,
    ];
    assert_eq!(uniforms, expected);
    assert_eq!(stream.at(0).seed_of(1), 0xa0d9_505b_6961_e7b9);
}

#[test]
fn a_uniform_is_the_middle_of_one_of_equal_parts_of_0_to_1() {
    let ends = [0, 1, 0xfff, 0x1000, 1 << 63, u64::MAX - 0xfff, u64::MAX];
    let draw = draw("middle");
    for bits in ends.into_iter().chain((0..10_000).map(|replication| draw.seed_of(replication))) {
        assert_eq!(uniform(bits), ((bits >> 12) as f64 + 0.5) / (1_u64 << 52) as f64);
    }
}

#[test]
fn a_uniform_lies_strictly_between_0_and_1_and_so_does_its_complement_exactly() {
    let draw = draw("exact");
    for u in (0..u64::from(N)).map(|replication| draw.of(replication)) {
        let odd = u * (1_u64 << 53) as f64;
        assert!(u > 0.0 && u < 1.0 && odd % 2.0 == 1.0);
        assert_eq!(1.0 - (1.0 - u), u);
    }
}

#[test]
fn a_replication_has_the_same_uniform_alone_and_in_a_column() {
    let draw = draw("column");
    for column in 0..100 {
        let replications = replications(column);
        assert_eq!(draw.by_lane(&replications).0, replications.map(|replication| draw.of(replication)));
    }
    assert_eq!(draw.by_lane(&[9, 2, u64::MAX]).0, [draw.of(9), draw.of(2), draw.of(u64::MAX)]);
}

/// Uniforms whose addresses differ in only one part.
fn families() -> Vec<(&'static str, Vec<f64>)> {
    let stream = Stream::new(1, Purpose::Leaving, "a");
    let over = |f: &dyn Fn(u32) -> f64| (0..N).map(f).collect::<Vec<_>>();
    vec![
        ("months", over(&|i| stream.at(i).of(1))),
        ("replications", over(&|i| stream.at(3).of(u64::from(i)))),
        ("streams", over(&|i| Stream::new(1, Purpose::Leaving, &format!("team{i}")).at(3).of(1))),
        ("seeds", over(&|i| Stream::new(u64::from(i), Purpose::Leaving, "a").at(3).of(1))),
        ("children of streams", over(&|i| stream.child(u64::from(i)).at(3).of(1))),
        (
            "purposes",
            over(&|i| {
                let purpose = if i % 2 == 0 { Purpose::Leaving } else { Purpose::Starters };
                Stream::new(1, purpose, "a").at(i / 2).of(1)
            }),
        ),
        ("seeds of generators", over(&|i| stream.at(3).seed_of(u64::from(i)) as f64 / u64::MAX as f64)),
    ]
}

/// Chi-square statistic of counts with equal expectations, in standard deviations from its mean.
fn excess(counts: &[u32]) -> f64 {
    let expected = f64::from(counts.iter().sum::<u32>()) / counts.len() as f64;
    let square = |count: &u32| (f64::from(*count) - expected) * (f64::from(*count) - expected) / expected;
    let freedom = (counts.len() - 1) as f64;
    (counts.iter().map(square).sum::<f64>() - freedom) / (2.0 * freedom).sqrt()
}

#[test]
fn uniforms_are_uniform_over_months_replications_and_streams() {
    for (name, uniforms) in families() {
        let mut counts = [0; 256];
        for u in &uniforms {
            counts[(u * 256.0) as usize] += 1;
        }
        assert!(excess(&counts).abs() < 4.5, "{name}: chi-square {}", excess(&counts));
        assert!(kolmogorov(uniforms) < 2.2, "{name}");
    }
}

#[test]
fn uniforms_of_neighbouring_keys_are_independent() {
    for (name, uniforms) in families() {
        for lag in [1, 2, 12] {
            let mut counts = vec![0; 32 * 32];
            let mut product = 0.0;
            for (u, v) in uniforms.iter().zip(&uniforms[lag..]) {
                counts[(u * 32.0) as usize * 32 + (v * 32.0) as usize] += 1;
                product += 12.0 * (u - 0.5) * (v - 0.5);
            }
            assert!(excess(&counts).abs() < 4.5, "{name} at {lag}: chi-square {}", excess(&counts));
            let score = product / ((uniforms.len() - lag) as f64).sqrt();
            assert!(score.abs() < 4.5, "{name} at {lag}: correlation {score} standard errors");
        }
    }
}

#[test]
fn families_of_uniforms_are_uncorrelated() {
    let (a, b) = (Stream::new(1, Purpose::Leaving, "a"), Stream::new(1, Purpose::Leaving, "b"));
    let (seed, purpose) = (Stream::new(2, Purpose::Leaving, "a"), Stream::new(1, Purpose::Starters, "a"));
    let replications = |stream: Stream, month| (0..=N).map(|i| stream.at(month).of(u64::from(i))).collect::<Vec<_>>();
    let months = |stream: Stream, replication| (0..=N).map(|i| stream.at(i).of(replication)).collect::<Vec<_>>();
    let pairs = [
        ("months", replications(a, 1), replications(a, 2)),
        ("replications", months(a, 1), months(a, 2)),
        ("streams", replications(a, 1), replications(b, 1)),
        ("streams by month", months(a, 1), months(b, 1)),
        ("a child", replications(a, 1), replications(a.child(1), 1)),
        ("children", months(a.child(0), 1), months(a.child(1), 1)),
        ("seeds", replications(a, 1), replications(seed, 1)),
        ("purposes", replications(a, 1), replications(purpose, 1)),
        ("months and replications", replications(a, 1), months(a, 1)),
    ];
    for (name, x, y) in pairs {
        for shift in [0, 1] {
            let product: f64 = x.iter().zip(&y[shift..]).map(|(x, y)| 12.0 * (x - 0.5) * (y - 0.5)).sum();
            let score = product / f64::from(N).sqrt();
            assert!(score.abs() < 4.5, "{name} {shift}: {score}");
        }
    }
}

#[test]
fn one_bit_of_any_part_of_the_address_changes_each_bit_of_the_uniform_half_the_time() {
    let bits = |seed, replication, month| {
        (Stream::new(seed, Purpose::Leaving, "a").at(month).of(replication) * (1_u64 << 52) as f64) as u64
    };
    for input in 0..160 {
        let mut changed = [0_u32; 52];
        for case in 0..2048_u64 {
            let (seed, replication, month) = (case * 977, case, case as u32 % 120);
            let flipped = match input {
                0..64 => bits(seed ^ (1 << input), replication, month),
                64..128 => bits(seed, replication ^ (1 << (input - 64)), month),
                _ => bits(seed, replication, month ^ (1 << (input - 128))),
            };
            let difference = bits(seed, replication, month) ^ flipped;
            changed.iter_mut().enumerate().for_each(|(bit, count)| *count += (difference >> bit & 1) as u32);
        }
        // 1,024 expected, standard deviation 22.6; 8,320 cells.
        assert!(changed.iter().all(|count| count.abs_diff(1024) < 120), "bit {input}: {changed:?}");
    }
}

#[test]
fn texts_that_differ_by_little_have_different_hashes() {
    let texts = (0..50_000).map(|i| format!("inputs.{}.{}", i % 250, i / 250));
    let hashes: std::collections::BTreeSet<u64> = texts.map(|text| stable_hash(&text)).collect();
    assert_eq!(hashes.len(), 50_000);
}
