//! Long work: started by a command, watched by `job_status`, stopped by `job_cancel`.
//!
//! Both doors poll, so that window and browser see the same counts and can both cancel.

use std::collections::HashMap;
use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use songnuan_model::record::Id;

use tokio::sync::Notify;

use crate::app::App;
use crate::commands::internal;
use crate::commands::shared::{JobRef, JobStarted, JobState, JobStatus, Nothing};
use crate::error::{AppError, AppResult, Code};

/// How a running job reports its counts and learns that it should stop. Cheap to clone.
#[derive(Clone, Default)]
pub struct Progress {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    stage: Mutex<String>,
    done: AtomicU32,
    total: AtomicU32,
    cancelled: AtomicBool,
}

impl Progress {
    /// Begins a stage of `total` items; `label` is Chinese, e.g. `核对表格`.
    pub fn stage(&self, label: &str, total: usize) {
        *self
            .shared
            .stage
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = label.to_owned();
        self.shared
            .total
            .store(u32::try_from(total).unwrap_or(u32::MAX), Ordering::Relaxed);
        self.shared.done.store(0, Ordering::Relaxed);
    }

    /// Says how many items are done; an error means the user asked to stop.
    pub fn done(&self, done: usize) -> AppResult<()> {
        self.shared
            .done
            .store(u32::try_from(done).unwrap_or(u32::MAX), Ordering::Relaxed);
        if self.is_cancelled() {
            Err(AppError::new(Code::Cancelled))
        } else {
            Ok(())
        }
    }

    /// True once the user asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.shared.cancelled.load(Ordering::Relaxed)
    }

    /// Asks the job to stop at its next count.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }
}

struct Job {
    progress: Progress,
    finished: Arc<Notify>,
    outcome: Option<AppResult<serde_json::Value>>,
}

/// The jobs of one program run.
#[derive(Clone, Default)]
pub struct Jobs {
    jobs: Arc<Mutex<HashMap<Id, Job>>>,
}

impl Jobs {
    /// Starts `work` in the background under a fresh id.
    pub fn start<T, F, Fut>(&self, id: Id, work: F) -> JobStarted
    where
        T: Serialize,
        F: FnOnce(Progress) -> Fut,
        Fut: Future<Output = AppResult<T>> + Send + 'static,
    {
        let progress = Progress::default();
        let finished = Arc::new(Notify::new());
        let job = Job {
            progress: progress.clone(),
            finished: Arc::clone(&finished),
            outcome: None,
        };
        self.with(|jobs| jobs.insert(id.clone(), job));
        let future = work(progress);
        let (jobs, job) = (self.clone(), id.clone());
        tokio::spawn(async move {
            let outcome = match future.await {
                Ok(value) => serde_json::to_value(value).map_err(internal),
                Err(error) => Err(error),
            };
            jobs.with(|jobs| {
                if let Some(job) = jobs.get_mut(&job) {
                    job.outcome = Some(outcome);
                }
            });
            finished.notify_one();
        });
        JobStarted { job: id }
    }

    fn with<R>(&self, work: impl FnOnce(&mut HashMap<Id, Job>) -> R) -> R {
        work(&mut self.jobs.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits until a job ends and gives its answer.
    pub async fn wait(&self, started: &JobStarted) -> AppResult<serde_json::Value> {
        let finished =
            self.with(|jobs| jobs.get(&started.job).map(|job| Arc::clone(&job.finished)));
        let finished = finished.ok_or_else(|| AppError::new(Code::JobUnknown))?;
        finished.notified().await;
        let job = self.with(|jobs| jobs.remove(&started.job));
        job.and_then(|job| job.outcome)
            .unwrap_or_else(|| Err(AppError::new(Code::JobUnknown)))
    }

    fn status(&self, id: &Id) -> AppResult<JobStatus> {
        self.with(|jobs| {
            let job = jobs
                .get_mut(id)
                .ok_or_else(|| AppError::new(Code::JobUnknown))?;
            let shared = &job.progress.shared;
            let stage = shared
                .stage
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            let (state, error, result) = match job.outcome.clone() {
                None => (JobState::Running, None, None),
                Some(Ok(value)) => (JobState::Done, None, Some(value)),
                Some(Err(error)) if error.code == Code::Cancelled => {
                    (JobState::Cancelled, Some(error), None)
                }
                Some(Err(error)) => (JobState::Failed, Some(error), None),
            };
            let status = JobStatus {
                state,
                stage,
                done: shared.done.load(Ordering::Relaxed),
                total: shared.total.load(Ordering::Relaxed),
                error,
                result,
            };
            if status.state != JobState::Running {
                // The answer is handed out once; results can be large.
                jobs.remove(id);
            }
            Ok(status)
        })
    }
}

/// Progress of a job; the final answer is given once.
pub async fn status(app: &App, request: JobRef) -> AppResult<JobStatus> {
    app.jobs().status(&request.job)
}

/// Asks a job to stop.
pub async fn cancel(app: &App, request: JobRef) -> AppResult<Nothing> {
    app.jobs().with(|jobs| {
        if let Some(job) = jobs.get(&request.job) {
            job.progress.cancel();
        }
    });
    Ok(Nothing {})
}
