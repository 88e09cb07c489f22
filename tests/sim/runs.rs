//! Runs histories: one, one with fewer and fewer actions, or very many.

use std::cell::RefCell;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, Once};
use std::time::{Duration, Instant};

use crate::marks;
use crate::plan::{Action, Draw};
use crate::planted::Bug;
use crate::world::World;

/// Failing seeds that a long run collects before it stops.
const ENOUGH: usize = 5;
/// A long run says so often how far it is.
const SAY: u64 = 500;

thread_local! {
    /// Why the last history of this thread failed, with the place.
    static WHY: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps what a panic says instead of printing it: a history that is made shorter fails often.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let in_history = WHY.with(|why| {
                let mut why = why.borrow_mut();
                let ours = !why.is_empty();
                if ours {
                    *why = panic.to_string();
                }
                ours
            });
            if !in_history {
                print(panic);
            }
        }));
    });
}

/// Runs these actions of a draw to the end and judges.
fn history(draw: &Draw, actions: &[Action], bug: Option<Bug>) -> Result<(), String> {
    listen();
    WHY.with(|why| "running".clone_into(&mut why.borrow_mut()));
    let run = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut world = World::new(draw, bug).await;
            world.begin().await;
            for action in actions {
                world.act(*action).await;
            }
            world.heal_and_judge().await;
        });
    };
    let outcome = catch_unwind(AssertUnwindSafe(run));
    let why = WHY.with(|why| std::mem::take(&mut *why.borrow_mut()));
    outcome.map_err(|_| why)
}

/// Leaves out actions while it still fails.
fn shrink(draw: &Draw, bug: Option<Bug>) -> (Vec<Action>, Option<String>) {
    let mut actions = draw.actions.clone();
    let mut why = None;
    let mut size = actions.len().div_ceil(2).max(1);
    loop {
        let mut from = 0;
        let mut shorter = false;
        while from < actions.len() {
            let mut fewer = actions.clone();
            fewer.drain(from..(from + size).min(fewer.len()));
            match history(draw, &fewer, bug) {
                Err(text) => {
                    (actions, why, shorter) = (fewer, Some(text), true);
                }
                Ok(()) => from += size,
            }
        }
        if size == 1 && !shorter {
            return (actions, why);
        }
        size = (size / 2).max(1);
    }
}

/// One seed; a failure is told with its fewest actions.
pub fn try_seed(seed: u64) -> Result<(), String> {
    let draw = Draw::of(seed);
    let Err(first) = history(&draw, &draw.actions, None) else {
        return Ok(());
    };
    let (actions, why) = shrink(&draw, None);
    Err(format!(
        "seed {seed} fails with {} laptops ({} visitors), {:?}:\n{actions:#?}\n{}",
        draw.laptops,
        draw.visitors,
        draw.faults,
        why.unwrap_or(first)
    ))
}

/// Is the bug found in this seed?
pub fn fails(seed: u64, bug: Bug) -> bool {
    let draw = Draw::of(seed);
    history(&draw, &draw.actions, Some(bug)).is_err()
}

/// All these seeds, on so many threads; goes on after a failing one until there are enough.
pub fn many(seeds: Range<u64>, jobs: usize) {
    let (next, done) = (AtomicU64::new(seeds.start), AtomicU64::new(0));
    let failed: Mutex<Vec<String>> = Mutex::default();
    let start = Instant::now();
    let work = || {
        while failed.lock().unwrap().len() < ENOUGH {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return;
            }
            if let Err(text) = try_seed(seed) {
                println!("{text}");
                failed.lock().unwrap().push(text);
            }
            let n = done.fetch_add(1, Ordering::Relaxed) + 1;
            if n.is_multiple_of(SAY) {
                println!("  {n} histories, {:?} each", each(start, n, jobs));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            scope.spawn(work);
        }
    });
    let (done, failed) = (done.into_inner(), failed.into_inner().unwrap());
    let (from, last) = (seeds.start, seeds.end.saturating_sub(1));
    println!(
        "seeds {from} to {last}: {done} histories, {} failed, {:?} each",
        failed.len(),
        each(start, done, jobs)
    );
    for (mark, n) in marks::counts() {
        println!("  {mark}: {n}");
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

/// Time of one history on one thread.
fn each(start: Instant, done: u64, jobs: usize) -> Duration {
    let threads = u32::try_from(jobs.max(1)).unwrap();
    let each = start.elapsed() * threads / u32::try_from(done.max(1)).unwrap();
    Duration::from_millis(u64::try_from(each.as_millis()).unwrap())
}
