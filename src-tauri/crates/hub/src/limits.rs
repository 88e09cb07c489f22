//! How much the hub takes at once and how often: plain numbers, all in this file.

/// Changes in one push. The engine sends fewer; more is refused as too large.
pub const PUSH_CHANGES: usize = 5_000;
/// Bytes of one changed value or whole body, as JSON.
pub const VALUE_BYTES: usize = 1 << 20;
/// Entries in one page of a pull, whatever the device asks for.
pub const PULL_ENTRIES: u32 = 5_000;
/// Bytes of the values in one page of a pull or an answer to a fetch, as far as more than one entry
/// is concerned; well below what a message may hold.
pub const PAGE_BYTES: usize = 8 << 20;
/// Ids in one page of the scope list.
pub const SCOPE_IDS: usize = 5_000;
/// Records in one fetch.
pub const FETCH_RECORDS: usize = 500;
/// Entries in one page that is sent back to a restored hub.
pub const RESEND_ENTRIES: usize = 5_000;
/// Bytes of one attachment.
pub const BLOB_BYTES: usize = 32 << 20;
/// Attachment names in one question.
pub const BLOB_NAMES: usize = 10_000;
/// Requests of one device in one minute; then it is asked to wait. A first sync of 60,000 records
/// needs about a hundred, one attachment needs one.
pub const REQUESTS_PER_MINUTE: u32 = 6_000;
/// Wrong enrolment codes in one minute, all callers together; then nobody is enrolled until the
/// minute is over.
pub const WRONG_CODES_PER_MINUTE: u32 = 20;
/// How long an invitation can be used, hours.
pub const INVITATION_HOURS: i64 = 72;
/// Characters of a device's or unit's name.
pub const NAME_CHARS: usize = 60;
/// Users of one device.
pub const DEVICE_USERS: usize = 50;
/// Bytes of an id: they are UUIDs, nothing longer is looked up.
pub const ID_BYTES: usize = 64;
/// Database connections of one hub process.
pub const CONNECTIONS: u32 = 8;
/// How long a process waits for another one's transaction, seconds.
pub const WAIT_SECONDS: u64 = 30;
