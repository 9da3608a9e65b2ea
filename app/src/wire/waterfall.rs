//! Bars for a list of exchanges, on one axis of time.

use super::text::whole;

/// Where a bar lies in a waterfall of a thousand units: its beginning and its width.
pub type Bar = (u32, u32);

/// The bars of a waterfall for `spans`: beginnings and ends in milliseconds, the earliest beginning first. Time in which
/// nothing was under way is shortened, so that a request sent a minute after another can still be seen.
pub fn waterfall(spans: &[(f64, f64)]) -> Vec<Bar> {
    // Stretches of time in which something was under way.
    let mut busy: Vec<(f64, f64)> = Vec::new();
    for &(start, end) in spans {
        let end = end.max(start);
        match busy.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => busy.push((start, end)),
        }
    }
    let idle = busy.iter().map(|it| it.1 - it.0).sum::<f64>().max(1.0) / 20.0;
    let place = |at: f64| {
        let mut before = 0.0;
        let mut last_end = None;
        for &(start, end) in busy.iter().take_while(|it| it.0 <= at) {
            before += last_end.map_or(0.0, |last: f64| (start - last).min(idle));
            before += end.min(at) - start;
            last_end = Some(end);
        }
        before
    };
    let scale = 1000.0 / busy.last().map_or(1.0, |it| place(it.1)).max(0.001);
    let unit = |at: f64| {
        u32::try_from(whole(place(at) * scale))
            .unwrap_or(1000)
            .min(1000)
    };
    spans
        .iter()
        .map(|&(start, end)| {
            let from = unit(start).min(MIN_START);
            (
                from,
                (unit(end.max(start)).saturating_sub(from)).max(1000 - MIN_START),
            )
        })
        .collect()
}

/// Bars begin no later than this, so that the shortest has a width that can be seen.
const MIN_START: u32 = 988;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waterfall_keeps_order_and_shortens_idle_time() {
        for (spans, bars) in [
            (&[][..], vec![]),
            (&[(5.0, 15.0)], vec![(0, 1000)]),
            (&[(0.0, 10.0), (5.0, 20.0)], vec![(0, 500), (250, 750)]),
            // A minute of nothing is as wide as a twentieth of the 20 ms that were used.
            (
                &[(0.0, 10.0), (60_000.0, 60_010.0)],
                vec![(0, 476), (524, 476)],
            ),
            (&[(0.0, 100.0), (100.0, 100.0)], vec![(0, 1000), (988, 12)]),
            (&[(3.0, 3.0)], vec![(0, 12)]),
            (&[(3.0, 1.0)], vec![(0, 12)]),
        ] {
            assert_eq!(waterfall(spans), bars, "{spans:?}");
        }
    }
}
