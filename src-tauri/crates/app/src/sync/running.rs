//! One sync at a time: two beside one another would only do everything twice.

use std::sync::{Arc, Mutex, PoisonError};

use songnuan_model::record::Id;

use crate::error::{AppError, AppResult, Code};

/// Whether a sync is running, and under which job.
#[derive(Clone, Default)]
pub struct Syncing {
    at: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    taken: bool,
    job: Option<Id>,
}

/// The right to sync; given back when dropped.
pub(super) struct Place {
    of: Syncing,
}

impl Syncing {
    pub(super) fn take(&self) -> AppResult<Place> {
        let mut state = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        if state.taken {
            return Err(AppError::new(Code::SyncRunning));
        }
        state.taken = true;
        Ok(Place { of: self.clone() })
    }

    /// The running job.
    pub(super) fn job(&self) -> Option<Id> {
        let state = self.at.lock().unwrap_or_else(PoisonError::into_inner);
        state.job.clone()
    }
}

impl Place {
    /// Says which job it is.
    pub(super) fn under(&self, job: &Id) {
        let mut state = self.of.at.lock().unwrap_or_else(PoisonError::into_inner);
        state.job = Some(job.clone());
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = self.of.at.lock().unwrap_or_else(PoisonError::into_inner);
        *state = State::default();
    }
}
