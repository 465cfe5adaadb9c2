use super::{draws, kolmogorov};
use crate::random::{Purpose, Stream, stable_hash};

const N: u32 = 1 << 16;

#[test]
fn purposes_keep_their_numbers() {
    use Purpose::*;
    let all = [
        Input, TakeUp, Starters, Completion, Leaving, Conversion, Churn, Fill, Level, Dispersion, Contacts, ReReferral,
        Branch, Phase, Escalation, Outside, InTime, Repeat,
    ];
    assert_eq!(all.map(|purpose| purpose as u16).to_vec(), (1..=18).collect::<Vec<_>>());
}

#[test]
fn hashes_and_uniforms_never_change() {
    assert_eq!(stable_hash(""), 0xc381_7c01_6ba4_ff30);
    assert_eq!(stable_hash("teams.locality.turnover"), 0xc4db_f62f_4dfb_bf98);
    let stream = Stream::new(42, Purpose::Leaving, "locality");
    assert_eq!(stream.of(1).at(0), 0.699_034_544_826_163_1);
    assert_eq!(stream.of(1).at(1), 0.360_213_175_455_677_55);
    assert_eq!(stream.of(7351).at(119), 0.120_069_125_893_030_76);
    assert_eq!(stream.child(2).of(1).at(0), 0.188_425_632_527_210_78);
    assert_eq!(stream.of(1).child(2).at(0), 0.573_983_352_162_152_6);
    assert_eq!(stream.of(1).seed_at(0), 0xe678_3058_fedd_60ee);
}

#[test]
fn a_uniform_lies_strictly_between_0_and_1_and_so_does_its_complement_exactly() {
    let draws = draws("exact");
    for u in (0..N).map(|month| draws.at(month)) {
        let odd = u * (1_u64 << 53) as f64;
        assert!(u > 0.0 && u < 1.0 && odd % 2.0 == 1.0);
        assert_eq!(1.0 - (1.0 - u), u);
    }
}

/// Uniforms whose addresses differ in only one part.
fn families() -> Vec<(&'static str, Vec<f64>)> {
    let stream = Stream::new(1, Purpose::Leaving, "a");
    let over = |f: &dyn Fn(u32) -> f64| (0..N).map(f).collect::<Vec<_>>();
    vec![
        ("months", over(&|i| stream.of(1).at(i))),
        ("replications", over(&|i| stream.of(u64::from(i)).at(3))),
        ("streams", over(&|i| Stream::new(1, Purpose::Leaving, &format!("team{i}")).of(1).at(3))),
        ("seeds", over(&|i| Stream::new(u64::from(i), Purpose::Leaving, "a").of(1).at(3))),
        ("children of streams", over(&|i| stream.child(u64::from(i)).of(1).at(3))),
        ("children of draws", over(&|i| stream.of(1).child(u64::from(i)).at(3))),
        (
            "purposes",
            over(&|i| {
                let purpose = if i % 2 == 0 { Purpose::Leaving } else { Purpose::Starters };
                Stream::new(1, purpose, "a").of(1).at(i / 2)
            }),
        ),
        ("seeds of generators", over(&|i| stream.of(1).seed_at(i) as f64 / u64::MAX as f64)),
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
fn families_of_uniforms_are_uncorrelated_month_by_month() {
    let (a, b) = (Stream::new(1, Purpose::Leaving, "a"), Stream::new(1, Purpose::Leaving, "b"));
    let pairs = [
        (a.of(1), a.of(2)),
        (a.of(1), b.of(1)),
        (a.of(1), a.child(1).of(1)),
        (a.of(1), a.of(1).child(1)),
        (a.of(1).child(0), a.of(1).child(1)),
        (a.of(1), Stream::new(2, Purpose::Leaving, "a").of(1)),
        (a.of(1), Stream::new(1, Purpose::Starters, "a").of(1)),
    ];
    for (x, y) in pairs {
        for shift in [0, 1] {
            let product = |month| 12.0 * (x.at(month) - 0.5) * (y.at(month + shift) - 0.5);
            let score = (0..N).map(product).sum::<f64>() / f64::from(N).sqrt();
            assert!(score.abs() < 4.5, "{x:?} {y:?} {shift}: {score}");
        }
    }
}

#[test]
fn one_bit_of_any_part_of_the_address_changes_each_bit_of_the_uniform_half_the_time() {
    let bits = |seed, replication, month| {
        (Stream::new(seed, Purpose::Leaving, "a").of(replication).at(month) * (1_u64 << 52) as f64) as u64
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
