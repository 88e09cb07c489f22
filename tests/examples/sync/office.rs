//! A hub behind its own TLS on the loopback, and laptops with real stores.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use songnuan_app::sync::NetworkHub;
use songnuan_hub::{HubPlace, HubService, KdfCost, NewDevice, NewHub, SystemHubHost};
use songnuan_model::record::Id;
use songnuan_model::records::Role;
use songnuan_store::{NewStore, OpHeader, Store, Timestamp, Tx};
use songnuan_sync::enrol::{EnrolCode, EnrolRequest, Enrolled};
use songnuan_sync::identity::SecretKey;
use songnuan_sync::{Agreement, Limits, Options, Receipt};
use tokio::net::{TcpListener, TcpStream};

const NOW: &str = "2026-11-22T08:00:00.000Z";

/// What the hub's log says of one door: requests, bytes in and out, microseconds.
pub type Doors = BTreeMap<String, [u64; 4]>;

/// A hub that serves.
pub struct Office {
    pub hub: HubService,
    pub address: String,
    doors: Arc<Mutex<Doors>>,
}

impl Office {
    pub async fn open(place: HubPlace) -> Self {
        let new = NewHub {
            name: "芦塘荡镇总工会同步中心".to_owned(),
            unit: "芦塘荡镇总工会".to_owned(),
            password: "song-nuan".to_owned(),
            kdf_cost: KdfCost::test(),
        };
        let hub = HubService::create(place, new, SystemHubHost).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let doors = Arc::new(Mutex::new(Doors::new()));
        let counted = Arc::clone(&doors);
        let log = move |line: &str| {
            let line: Value = serde_json::from_str(line).unwrap();
            let number = |name: &str| line[name].as_u64().unwrap_or(0);
            let mut doors = counted.lock().unwrap();
            let sums = doors.entry(line["door"].to_string()).or_default();
            let more = [1, number("bytes_in"), number("bytes_out"), number("micros")];
            for (sum, more) in sums.iter_mut().zip(more) {
                *sum += more;
            }
        };
        let service = hub.clone();
        tokio::spawn(async move {
            let forever = std::future::pending();
            songnuan_hub::http::serve(service, listener, Arc::new(log), forever).await
        });
        Self {
            hub,
            address,
            doors,
        }
    }

    /// What was asked since the last time.
    pub fn doors(&self) -> Doors {
        std::mem::take(&mut self.doors.lock().unwrap())
    }

    /// A laptop that gets everything, empty and enrolled.
    pub async fn laptop(&self, dir: &Path, number: usize) -> Laptop {
        let device = super::township::id(9, number);
        let new = NewStore {
            user: "王干事".to_owned(),
            password: "song-nuan".to_owned(),
            cost: songnuan_store::KdfCost::test(),
            device_id: device.clone(),
        };
        let at = Timestamp::parse(NOW).unwrap();
        let folder = dir.join(format!("laptop-{number}"));
        let store = Store::create(&folder, &new, at).await.unwrap();
        let mut seed = [7; 32];
        seed[..8].copy_from_slice(&number.to_le_bytes());
        let key = SecretKey::from_bytes(&seed);
        let device = NewDevice {
            name: format!("{number}号"),
            users: vec!["王干事".to_owned()],
            roles: vec![Role::Clerk, Role::Administrator],
            everything: true,
        };
        let (code, _) = songnuan_hub::http::invite(&self.hub, device, vec![self.address.clone()])
            .await
            .unwrap();
        let code = EnrolCode::parse(&code).unwrap();
        let device = store.device_id().clone();
        let (name, program) = (format!("{number}号"), "bench".to_owned());
        let ask = EnrolRequest::new(&code, device, name, program, key.public());
        let laptop = Laptop {
            store,
            key,
            hub: code.hub,
            address: self.address.clone(),
            certificate: code.fingerprint,
        };
        let hub = laptop.network();
        let _: Enrolled = hub.ask("/v1/enrol", &ask).await.unwrap();
        laptop
    }
}

/// A laptop.
pub struct Laptop {
    pub store: Store,
    key: SecretKey,
    hub: Id,
    /// Of the hub, or of a door before it.
    pub address: String,
    certificate: [u8; 32],
}

impl Laptop {
    /// A new line to the hub.
    fn network(&self) -> NetworkHub {
        let (hub, key) = (self.hub.clone(), self.key.clone());
        let device = self.store.device_id().clone();
        let network = NetworkHub::new(&self.address, self.certificate, hub, device, key);
        network.ok().unwrap()
    }

    /// An operation.
    pub async fn begin(&self, kind: &'static str) -> Tx {
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let header = OpHeader {
            id: super::township::id(8, usize::try_from(number).unwrap()),
            kind,
            who: "王干事".to_owned(),
            why: String::new(),
            at: Timestamp::parse(NOW).unwrap(),
        };
        self.store.begin(header).await.unwrap()
    }

    /// One sync, as the program does it: a new connection, hello, push, pull, attachments, and the
    /// comparison of contents, which must come out the same.
    pub async fn sync(&self) -> (Receipt, Taken) {
        let taken = Stopwatch::start();
        let receipt = self.exchange().await;
        let taken = taken.stop();
        let same = matches!(receipt.agreement, Agreement::Same { .. });
        assert!(same, "contents differ: {:?}", receipt.agreement);
        (receipt, taken)
    }

    /// One sync while others sync as well: the hub may move on before contents are compared.
    pub async fn exchange(&self) -> Receipt {
        let network = self.network();
        let options = Options {
            device: self.store.device_id().clone(),
            hub: self.hub.clone(),
            program: "bench".to_owned(),
            now: NOW.to_owned(),
            resend: false,
            was_scoped: false,
            limits: Limits::default(),
        };
        self.store.note_time(&Timestamp::parse(NOW).unwrap());
        let run = songnuan_sync::run(&self.store, &network, &options, &()).await;
        run.map_err(|error| error.why).unwrap()
    }
}

/// Wall time, and processor time of this whole process (laptop and hub).
#[derive(Clone, Copy)]
pub struct Taken {
    pub wall: Duration,
    pub cpu: Duration,
}

pub struct Stopwatch {
    wall: Instant,
    cpu: Duration,
}

impl Stopwatch {
    pub fn start() -> Self {
        let cpu = cpu();
        let wall = Instant::now();
        Self { wall, cpu }
    }

    pub fn stop(self) -> Taken {
        Taken {
            wall: self.wall.elapsed(),
            cpu: cpu().saturating_sub(self.cpu),
        }
    }
}

/// User and system time of this process so far; hundredths of a second, and 0 outside Linux.
fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The program's name stands in brackets and may hold anything.
    let after = stat.rsplit_once(") ").map_or("", |(_, after)| after);
    let ticks = after.split(' ').skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// A door before the hub that counts what passes: (from the laptop, from the hub), with all that
/// TLS and HTTP add.
pub async fn counting_door(to: String) -> (String, Arc<[AtomicU64; 2]>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let counts = Arc::new([AtomicU64::new(0), AtomicU64::new(0)]);
    let shared = Arc::clone(&counts);
    tokio::spawn(async move {
        while let Ok((laptop, _)) = listener.accept().await {
            let hub = TcpStream::connect(&to).await.unwrap();
            let (from_laptop, to_laptop) = laptop.into_split();
            let (from_hub, to_hub) = hub.into_split();
            tokio::spawn(pass(from_laptop, to_hub, Arc::clone(&shared), 0));
            tokio::spawn(pass(from_hub, to_laptop, Arc::clone(&shared), 1));
        }
    });
    (address, counts)
}

async fn pass(
    from: tokio::net::tcp::OwnedReadHalf,
    to: tokio::net::tcp::OwnedWriteHalf,
    counts: Arc<[AtomicU64; 2]>,
    side: usize,
) {
    let mut buffer = vec![0; 1 << 16];
    loop {
        let Ok(()) = from.readable().await else {
            return;
        };
        let n = match from.try_read(&mut buffer) {
            Ok(0) => return,
            Ok(n) => n,
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => continue,
            Err(_) => return,
        };
        counts[side].fetch_add(n as u64, Ordering::Relaxed);
        let mut rest = &buffer[..n];
        while !rest.is_empty() {
            let Ok(()) = to.writable().await else {
                return;
            };
            match to.try_write(rest) {
                Ok(n) => rest = &rest[n..],
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(_) => return,
            }
        }
    }
}
