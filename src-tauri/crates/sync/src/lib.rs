//! songnuan-sync
