//! The running program: the host, the open session, the jobs. One `App` serves every door.

use std::sync::Arc;

use songnuan_model::records::Role;
use songnuan_model::roles::{Act, may, who_may};
use songnuan_reports::Fonts;
use songnuan_store::{OpHeader, Store, Timestamp, Tx};
use tokio::sync::{OnceCell, RwLock};

use crate::batches::BatchCache;
use crate::campaigns::ContextCache;
use crate::error::{AppError, AppResult, Code};
use crate::files::FileCache;
use crate::host::Host;
use crate::import::Imports;
use crate::jobs::Jobs;
use crate::op::Op;
use crate::paper::load_fonts;
use crate::sync::{HubProcess, Syncing};
use crate::users;
use crate::visits::Thumbnails;

/// The program. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    host: Arc<dyn Host>,
    session: RwLock<Option<Session>>,
    jobs: Jobs,
    imports: Imports,
    fonts: OnceCell<Fonts>,
    files: FileCache,
    batches: BatchCache,
    thumbnails: Thumbnails,
    campaigns: ContextCache,
    syncing: Syncing,
    hub: HubProcess,
}

/// An unlocked unit.
#[derive(Clone)]
pub struct Session {
    pub store: Store,
    pub user: String,
    /// What that user is; asked by [`App::require`].
    pub roles: Vec<Role>,
}

impl App {
    /// A locked program on the given machine.
    pub fn new(host: Arc<dyn Host>) -> Self {
        let inner = Inner {
            host,
            session: RwLock::new(None),
            jobs: Jobs::default(),
            imports: Imports::default(),
            fonts: OnceCell::new(),
            files: FileCache::default(),
            batches: BatchCache::default(),
            thumbnails: Thumbnails::default(),
            campaigns: ContextCache::default(),
            syncing: Syncing::default(),
            hub: HubProcess::default(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// The machine.
    pub fn host(&self) -> &dyn Host {
        self.inner.host.as_ref()
    }

    /// The jobs of this run.
    pub fn jobs(&self) -> &Jobs {
        &self.inner.jobs
    }

    /// The dry runs of this run.
    pub fn imports(&self) -> &Imports {
        &self.inner.imports
    }

    /// The file list, ready for filters.
    pub(crate) fn file_cache(&self) -> &FileCache {
        &self.inner.files
    }

    /// Who was helped in a campaign's year, ready for lists.
    pub(crate) fn campaign_cache(&self) -> &ContextCache {
        &self.inner.campaigns
    }

    /// Sums of batches, kept while nothing is added to them.
    pub(crate) fn batch_cache(&self) -> &BatchCache {
        &self.inner.batches
    }

    /// The hub this program serves, if it does.
    pub(crate) fn hub_process(&self) -> &HubProcess {
        &self.inner.hub
    }

    /// The sync that is running, if one is.
    pub(crate) fn syncing(&self) -> &Syncing {
        &self.inner.syncing
    }

    /// Thumbnails made in this run.
    pub(crate) fn thumbnails(&self) -> &Thumbnails {
        &self.inner.thumbnails
    }

    /// Now, as the store writes it.
    pub fn now(&self) -> AppResult<Timestamp> {
        Timestamp::parse(&self.host().now()).map_err(Into::into)
    }

    /// The open session, or the sentence that the program is locked.
    pub async fn session(&self) -> AppResult<Session> {
        let session = self.inner.session.read().await;
        session.clone().ok_or_else(|| AppError::new(Code::Locked))
    }

    /// The open session of a user who may do this, or the sentence that they may not and who may.
    pub async fn require(&self, act: Act) -> AppResult<Session> {
        let session = self.session().await?;
        if may(&session.roles, act) {
            return Ok(session);
        }
        Err(refused(act, session.user))
    }

    /// The open store, for a user who may do this.
    pub async fn store_for(&self, act: Act) -> AppResult<Store> {
        Ok(self.require(act).await?.store)
    }

    /// The open store, whoever asks: for what everybody may see (settings, code tables, packs).
    pub async fn store(&self) -> AppResult<Store> {
        Ok(self.session().await?.store)
    }

    /// Opens or closes the session; a session that ends lets go of its data and key.
    pub async fn set_session(&self, session: Option<Session>) {
        if session.is_none() {
            self.inner.imports.clear();
            self.inner.files.clear();
            self.inner.batches.clear();
            self.inner.thumbnails.clear();
            self.inner.campaigns.clear();
            self.inner.hub.stop().await;
        }
        let before = std::mem::replace(&mut *self.inner.session.write().await, session);
        if let Some(before) = before {
            before.store.close().await;
        }
    }

    /// Somebody else sits down at the open unit (tests only: a user comes in by password).
    pub(crate) async fn set_user(&self, user: &str, roles: Vec<Role>) {
        if let Some(open) = self.inner.session.write().await.as_mut() {
            open.user = user.to_owned();
            open.roles = roles;
        }
    }

    /// Closes the data before the process ends. The encryption library cleans up at exit and must
    /// not find a connection still at work.
    pub async fn shutdown(&self) {
        self.inner.hub.stop().await;
        let session = self.inner.session.write().await.take();
        if let Some(session) = session {
            session.store.close().await;
        }
    }

    /// Whether a session is open, without an error.
    pub async fn user(&self) -> Option<String> {
        self.inner
            .session
            .read()
            .await
            .as_ref()
            .map(|session| session.user.clone())
    }

    /// Begins the one unit of work in which everything an operation changes is written, for a user
    /// who may do it. Dropping the `Tx` without `commit` leaves nothing behind.
    pub async fn begin(&self, op: Op, why: &str) -> AppResult<Tx> {
        let session = self.require(op.act()).await?;
        let header = self.header(op, &session.user, why)?;
        let tx = session.store.begin(header).await?;
        // Asked again now that nobody else writes: another window may have taken the right away.
        if let Some(roles) = users::roles_in_record(&session.store, &session.user).await?
            && !may(&roles, op.act())
        {
            return Err(refused(op.act(), session.user));
        }
        Ok(tx)
    }

    /// What the user of the open session is, after a change of users.
    pub async fn refresh_roles(&self) -> AppResult<()> {
        let session = self.session().await?;
        let roles = users::roles_of(&session.store, &session.user).await?;
        if let Some(open) = self.inner.session.write().await.as_mut() {
            open.roles = roles;
        }
        Ok(())
    }

    /// The header of an operation: what, who, why, when.
    pub fn header(&self, op: Op, who: &str, why: &str) -> AppResult<OpHeader> {
        Ok(OpHeader {
            id: self.host().new_id(),
            kind: op.kind(),
            who: who.to_owned(),
            why: why.to_owned(),
            at: self.now()?,
        })
    }

    /// The fonts of documents, parsed once.
    pub async fn fonts(&self) -> AppResult<&Fonts> {
        self.inner
            .fonts
            .get_or_try_init(|| load_fonts(self.host().fonts_dir()))
            .await
    }
}

/// The sentence that somebody may not, and who may.
pub(crate) fn refused(act: Act, user: String) -> AppError {
    let who: Vec<&str> = who_may(act).into_iter().map(Role::label).collect();
    let params = [
        ("act", act.label().to_owned()),
        ("user", user),
        ("who", who.join("、")),
    ];
    AppError::with(Code::NotAllowed, params)
}
