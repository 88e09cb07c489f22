//! Connections that have shaken hands. Handshakes go on beside one another, each with a limit, so
//! that somebody who connects and says nothing keeps nobody else waiting.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use rustls::ServerConfig;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::error::{HubFailure, Result};

const HANDSHAKE_SECONDS: u64 = 10;
/// Handshakes at once.
const HANDSHAKES: usize = 64;

/// A listener behind TLS.
pub(super) struct Tls {
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    address: SocketAddr,
}

impl Tls {
    pub(super) fn new(listener: TcpListener, config: Arc<ServerConfig>) -> Result<Self> {
        let address = listener.local_addr().map_err(|_| HubFailure::BadPlace)?;
        let (give, ready) = mpsc::channel(HANDSHAKES);
        let acceptor = TlsAcceptor::from(config);
        tokio::spawn(accept(listener, acceptor, give));
        Ok(Self { ready, address })
    }
}

/// Takes connections until nobody serves them any more.
async fn accept(
    mut listener: TcpListener,
    acceptor: TlsAcceptor,
    give: mpsc::Sender<(TlsStream<TcpStream>, SocketAddr)>,
) {
    let places = Arc::new(Semaphore::new(HANDSHAKES));
    loop {
        // Through the trait: it waits and goes on when the system has no descriptor left.
        let accepted = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            () = give.closed() => return,
        };
        let (stream, from) = accepted;
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        let (acceptor, give) = (acceptor.clone(), give.clone());
        tokio::spawn(async move {
            let _place = place;
            let _ = stream.set_nodelay(true);
            let limit = Duration::from_secs(HANDSHAKE_SECONDS);
            if let Ok(Ok(stream)) = tokio::time::timeout(limit, acceptor.accept(stream)).await {
                let _ = give.send((stream, from)).await;
            }
        });
    }
}

impl Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            // The accepting task has ended with the program.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        Ok(self.address)
    }
}
