//! TLS by feature: every backend that is compiled in secures its connections and checks whom it talks to.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::{Arc, Mutex};
use wechat_league::{
    Client, Error, ErrorKind,
    catalog::Method,
    transport::{BoxFuture, HttpRequest, HttpResponse, HttpTransport, Tls, Transport},
};

/// The backends that are compiled in, the default first.
const BACKENDS: &[Tls] = &[
    #[cfg(feature = "rustls")]
    Tls::Rustls,
    #[cfg(feature = "rustls-ring")]
    Tls::RustlsRing,
    #[cfg(feature = "native-tls")]
    Tls::NativeTls,
];

/// The root that vouches for the test server; `fixtures/tls/README.md` says how it was made.
const ROOT: &[u8] = include_bytes!("fixtures/tls/root.pem");
/// The test server's key.
const KEY: &[u8] = include_bytes!("fixtures/tls/key.pem");

/// Keeps the request instead of sending it.
#[derive(Clone, Default)]
struct Keeper(Arc<Mutex<Option<HttpRequest>>>);

impl Transport for Keeper {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>> {
        *self.0.lock().unwrap() = Some(request);
        Box::pin(async { Ok(HttpResponse::new(200, r#"{"errcode":0}"#)) })
    }
}

/// What the transport itself says to a request that a client made: nothing is tried again.
async fn get(transport: &HttpTransport, host: &str, port: u16) -> Result<HttpResponse, Error> {
    let keeper = Keeper::default();
    let url = format!("https://{host}:{port}");
    let client = Client::builder("app", "secret").base_url(url).transport(keeper.clone()).build().unwrap();
    client.raw(Method::Get, "/greeting").without_token().await.unwrap();
    let request = keeper.0.lock().unwrap().take().unwrap();
    transport.send(request).await
}

/// Answers one call over TLS and returns what it heard.
#[cfg(feature = "rustls-ring")]
mod server {
    use rustls::{
        ServerConfig, ServerConnection, StreamOwned,
        crypto::ring::default_provider,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    };
    use std::{
        io::{self, ErrorKind, Read, Write},
        net::TcpListener,
        sync::Arc,
        thread::{JoinHandle, spawn},
    };

    const CERTIFICATE: &[u8] = include_bytes!("fixtures/tls/server.pem");
    const ANSWER: &str = "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"greeting\":\"hello\"}";

    /// The port, and what was heard there once the call is over.
    pub fn start() -> (u16, JoinHandle<io::Result<String>>) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        (port, spawn(move || serve(&listener)))
    }

    fn serve(listener: &TcpListener) -> io::Result<String> {
        let (socket, _) = listener.accept()?;
        let connection = ServerConnection::new(Arc::new(config())).map_err(io::Error::other)?;
        let mut stream = StreamOwned::new(connection, socket);
        let mut heard = Vec::new();
        let mut piece = [0; 4096];
        while !heard.ends_with(b"\r\n\r\n") {
            match stream.read(&mut piece)? {
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                length => heard.extend_from_slice(&piece[..length]),
            }
        }
        stream.write_all(ANSWER.as_bytes())?;
        stream.flush()?;
        Ok(String::from_utf8_lossy(&heard).into_owned())
    }

    fn config() -> ServerConfig {
        let certificate = CertificateDer::from_pem_slice(CERTIFICATE).unwrap();
        let key = PrivateKeyDer::from_pem_slice(super::KEY).unwrap();
        ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap()
    }
}

#[cfg(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"))]
#[tokio::test]
async fn a_call_opens_with_a_client_hello() {
    use tokio::{io::AsyncReadExt, net::TcpListener, time};

    for &tls in BACKENDS {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        // Reads one record and hangs up.
        let peer = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut record = vec![0; 5];
            stream.read_exact(&mut record).await.unwrap();
            record.resize(5 + usize::from(u16::from_be_bytes([record[3], record[4]])), 0);
            stream.read_exact(&mut record[5..]).await.unwrap();
            record
        });
        let transport = HttpTransport::builder().tls(tls).build().unwrap();
        let error = get(&transport, "localhost", port).await.unwrap_err();
        assert_eq!((error.kind(), error.is_connect()), (ErrorKind::Network, true), "{tls:?}: {error}");

        // A client that never came must not hang the test.
        let hello = time::timeout(time::Duration::from_secs(10), peer).await.unwrap().unwrap();
        // A handshake record of TLS with a ClientHello in it.
        assert_eq!((hello[0], hello[1], hello[5]), (0x16, 3, 1), "{tls:?}");
        for named in ["localhost", "http/1.1"] {
            assert!(hello.windows(named.len()).any(|part| part == named.as_bytes()), "{tls:?} does not name {named}");
        }
    }
}

#[cfg(feature = "rustls-ring")]
#[tokio::test]
async fn a_server_is_believed_only_with_its_root() {
    for &tls in BACKENDS {
        let stranger = HttpTransport::builder().tls(tls).build().unwrap();
        let friend = HttpTransport::builder().tls(tls).root_certificate(ROOT).build().unwrap();
        for host in ["localhost", "127.0.0.1"] {
            let (port, _) = server::start();
            let error = get(&stranger, host, port).await.unwrap_err();
            assert_eq!((error.kind(), error.is_connect()), (ErrorKind::Network, true), "{tls:?}: {error}");
            let said = if tls == Tls::NativeTls { "certificate" } else { "UnknownIssuer" };
            assert!(error.to_string().contains(said), "{tls:?}: {error}");

            let (port, heard) = server::start();
            let answer = get(&friend, host, port).await.unwrap();
            assert_eq!((answer.status, answer.body.as_ref()), (200, br#"{"greeting":"hello"}"#.as_slice()), "{tls:?}");
            let heard = heard.join().unwrap().unwrap();
            assert!(heard.starts_with("GET /greeting HTTP/1.1\r\n"), "{tls:?}: {heard}");
        }
    }
}

/// Runs again in a process that finds no certificates of the system.
#[cfg(feature = "rustls-ring")]
#[tokio::test]
async fn bundled_roots_need_neither_certificates_nor_a_provider_of_the_process() {
    const CHILD: &str = "WECHAT_LEAGUE_TEST_WITHOUT_CERTIFICATES";
    if std::env::var_os(CHILD).is_none() {
        let mut child = tokio::process::Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "bundled_roots_need_neither_certificates_nor_a_provider_of_the_process"]);
        child.env(CHILD, "1").env("SSL_CERT_FILE", "/nowhere/roots.pem").env("SSL_CERT_DIR", "/nowhere");
        let output = child.output().await.unwrap();
        let shown = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(output.status.success() && shown.contains("1 passed"), "{shown}");
        return;
    }
    let bundled = HttpTransport::builder().tls(Tls::RustlsRing).build().unwrap();
    let (port, _) = server::start();
    let error = get(&bundled, "localhost", port).await.unwrap_err();
    assert!(error.to_string().contains("UnknownIssuer"), "{error}");

    let friend = HttpTransport::builder().tls(Tls::RustlsRing).root_certificate(ROOT).build().unwrap();
    let (port, _) = server::start();
    assert_eq!(get(&friend, "localhost", port).await.unwrap().status, 200);
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());

    // There are really none, and the backend that needs them, the default, says what to do. Elsewhere they are no files.
    if cfg!(all(feature = "rustls", target_os = "linux")) {
        let error = HttpTransport::new().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains("enable the feature rustls-ring (bundled roots)"), "{error}");
    }
}

#[test]
fn roots_are_not_shown() {
    let builder = HttpTransport::builder().root_certificate(ROOT).root_certificate(KEY);
    let shown = format!("{builder:?}");
    assert!(shown.contains("roots: 2") && !shown.contains("45, 45, 45") && !shown.contains("BEGIN"), "{shown}");
}

#[cfg(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls"))]
#[test]
fn a_root_has_to_be_a_certificate() {
    const NO_BASE64: &[u8] = b"-----BEGIN CERTIFICATE-----\nno base64!\n-----END CERTIFICATE-----\n";
    const HOLLOW: &[u8] = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for &tls in BACKENDS {
        let refused = |pem: &[u8]| {
            let error = HttpTransport::builder().tls(tls).root_certificate(ROOT).root_certificate(pem).build().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config, "{tls:?}: {error}");
            error.to_string()
        };
        for pem in [b"".as_slice(), b"no certificate", NO_BASE64, KEY] {
            assert_eq!(refused(pem), "a root certificate is no certificate in PEM form", "{tls:?}");
        }
        // Which library looks into it depends on the backend, and so does what it says.
        refused(HOLLOW);
    }
}

#[cfg(not(all(feature = "rustls", feature = "rustls-ring", feature = "native-tls")))]
#[test]
fn a_backend_that_is_off_names_its_feature() {
    for (tls, feature) in [(Tls::Rustls, "rustls"), (Tls::RustlsRing, "rustls-ring"), (Tls::NativeTls, "native-tls")] {
        if BACKENDS.contains(&tls) {
            continue;
        }
        let error = HttpTransport::builder().tls(tls).build().unwrap_err();
        assert_eq!((error.kind(), error.to_string()), (ErrorKind::Config, format!("Tls::{tls:?} needs the feature {feature}")));
    }
}

#[cfg(not(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls")))]
#[tokio::test]
async fn without_tls_https_is_refused_before_connecting() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let error = get(&HttpTransport::new().unwrap(), "127.0.0.1", port).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    for way in ["rustls, rustls-ring, native-tls", "ClientBuilder::transport"] {
        assert!(error.to_string().contains(way), "{error}");
    }
    assert_eq!(listener.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);

    let error = HttpTransport::builder().root_certificate(ROOT).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
}
