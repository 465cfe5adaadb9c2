//! Gauss-Legendre quadrature.

/// The four points of the rule on [-1, 1] with their weights (Abramowitz and Stegun, table 25.4).
const RULE: [(f64, f64); 4] = [
    (-0.861_136_311_594_052_6, 0.347_854_845_137_453_85),
    (-0.339_981_043_584_856_26, 0.652_145_154_862_546_2),
    (0.339_981_043_584_856_26, 0.652_145_154_862_546_2),
    (0.861_136_311_594_052_6, 0.347_854_845_137_453_85),
];

/// The points and weights of the four-point rule between `from` and `to`: exact for polynomials up to degree 7.
pub(super) fn points(from: f64, to: f64) -> impl Iterator<Item = (f64, f64)> {
    let (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
    RULE.iter().map(move |(x, weight)| (middle + half * x, half * weight))
}
