//! songnuan-store
