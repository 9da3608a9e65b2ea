//! When a run has taken too long. Time is given, not asked for, and counted in small pieces: a tab that was suspended
//! gets another tick before it is judged.

/// No line for so long, in milliseconds, and a run is stopped.
const NO_PROGRESS_MS: f64 = 1_000.0;

/// A worker may take so long to start, in milliseconds.
const START_MS: f64 = 5_000.0;

/// The most that one tick counts, in milliseconds: what is more, the tab was suspended.
const MAX_TICK_MS: f64 = 500.0;

/// What the clock says of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// There is time.
    Fine,
    /// No progress for half the time: ask whether the other side is still there.
    Ask,
    /// The worker did not start.
    NotStarted,
    /// No progress for too long.
    NoProgress,
    /// The budget is spent.
    OverBudget,
}

/// Two clocks: since the start and since the last progress.
pub struct Deadline {
    budget: f64,
    last: f64,
    spent: f64,
    idle: f64,
    started: bool,
    asked: bool,
}

impl Deadline {
    /// A run that begins at `now` and may take `budget` milliseconds once it has started.
    pub fn new(now: f64, budget: f64) -> Self {
        Self {
            budget,
            last: now,
            spent: 0.0,
            idle: 0.0,
            started: false,
            asked: false,
        }
    }

    /// The run has got further.
    pub fn progress(&mut self) {
        self.idle = 0.0;
        self.asked = false;
        self.started = true;
    }

    /// Whether even a slow machine would have answered a question by now.
    pub fn is_long_overdue(&self) -> bool {
        self.idle >= 2.0 * NO_PROGRESS_MS
    }

    /// Time has passed.
    pub fn tick(&mut self, now: f64) -> Clock {
        let step = (now - self.last).clamp(0.0, MAX_TICK_MS);
        self.last = now;
        self.idle += step;
        if !self.started {
            return if self.idle >= START_MS {
                Clock::NotStarted
            } else {
                Clock::Fine
            };
        }
        self.spent += step;
        if self.idle >= NO_PROGRESS_MS {
            Clock::NoProgress
        } else if self.spent >= self.budget {
            Clock::OverBudget
        } else if self.idle >= NO_PROGRESS_MS / 2.0 && !self.asked {
            self.asked = true;
            Clock::Ask
        } else {
            Clock::Fine
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(deadline: &mut Deadline, from: u32, to: u32) -> Clock {
        let mut last = Clock::Fine;
        for ms in (from..=to).step_by(50) {
            match deadline.tick(f64::from(ms)) {
                Clock::Fine => {}
                other => last = other,
            }
        }
        last
    }

    #[test]
    fn a_run_without_progress_is_asked_for_and_then_stopped_after_a_second() {
        let mut deadline = Deadline::new(0.0, 5_000.0);
        deadline.progress();
        assert_eq!(clock(&mut deadline, 50, 450), Clock::Fine);
        assert_eq!(clock(&mut deadline, 500, 950), Clock::Ask);
        assert_eq!(deadline.tick(1_000.0), Clock::NoProgress);
    }

    #[test]
    fn progress_keeps_a_run_going_until_its_budget_is_spent() {
        let mut deadline = Deadline::new(0.0, 5_000.0);
        for ms in (0..5_000_u32).step_by(50) {
            deadline.progress();
            assert_eq!(deadline.tick(f64::from(ms)), Clock::Fine);
        }
        deadline.progress();
        assert_eq!(deadline.tick(5_000.0), Clock::OverBudget);
    }

    #[test]
    fn a_suspended_tab_gets_another_tick() {
        let mut deadline = Deadline::new(0.0, 5_000.0);
        deadline.progress();
        assert_eq!(deadline.tick(3_600_000.0), Clock::Ask);
        deadline.progress();
        assert_eq!(deadline.tick(3_600_050.0), Clock::Fine);
    }

    #[test]
    fn a_worker_has_longer_to_start() {
        let mut deadline = Deadline::new(0.0, 5_000.0);
        assert_eq!(clock(&mut deadline, 50, 4_950), Clock::Fine);
        assert_eq!(deadline.tick(5_000.0), Clock::NotStarted);
    }
}
