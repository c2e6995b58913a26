//! Decimal text to a float, in a few lines instead of the 12 KB of tables behind `str::parse`.

/// A quantity: `3`, `-3.75`, `1e3`. Nearest for up to 15 digits and powers of ten up to 22, which is
/// all that a server prints of a latency or of an epoch; within some units in the last place beyond.
/// `None` when it is no number, or too large for a float.
pub(super) fn real(text: &str) -> Option<f64> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, exponent) = match rest.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (rest, 0),
    };
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    if before.is_empty() && after.is_empty() {
        return None;
    }
    let mut mantissa = 0_u64;
    let mut power = i64::from(exponent);
    for (digit, is_after) in before
        .bytes()
        .map(|digit| (digit, false))
        .chain(after.bytes().map(|digit| (digit, true)))
    {
        if !digit.is_ascii_digit() {
            return None;
        }
        // Digits that a float could not hold anyway only move the point.
        let fits = mantissa < 100_000_000_000_000_000;
        if fits {
            mantissa = mantissa * 10 + u64::from(digit - b'0');
        }
        power += i64::from(!fits) - i64::from(is_after);
    }
    let real = scaled(mantissa, power);
    real.is_finite()
        .then_some(if negative { -real } else { real })
}

/// `mantissa * 10^power`, in steps that are powers of ten a float holds exactly.
fn scaled(mantissa: u64, power: i64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a quantity: the nearest float will do"
    )]
    let mut real = mantissa as f64;
    // Beyond 400 in either direction it is nought or infinite whatever the digits.
    let mut left = power.unsigned_abs().min(400);
    while left > 0 {
        let step = left.min(22);
        let factor = (0..step).fold(1.0, |factor: f64, _| factor * 10.0);
        real = if power < 0 {
            real / factor
        } else {
            real * factor
        };
        left -= step;
    }
    real
}
