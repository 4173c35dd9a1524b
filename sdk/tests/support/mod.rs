//! What several tests share: transports and token sources that keep count, and peers that misbehave.
#![allow(dead_code)]

use std::{
    collections::VecDeque,
    error::Error as StdError,
    future::{Future, poll_fn, ready},
    pin::Pin,
    sync::{Arc, Mutex},
    task::Poll,
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket},
    sync::Semaphore,
};
use wechat_league::{
    Client, Error,
    mock::MockServer,
    token::{AccessToken, IssuedToken, TokenContext, TokenSource},
    transport::{BoxFuture, HttpRequest, HttpResponse, HttpTransport, Transport},
};

/// Where the mock server and the platform hand out tokens.
pub const STABLE_TOKEN: &str = "/cgi-bin/stable_token";

/// A transport that keeps every request, token calls included, and passes it on.
#[derive(Clone)]
pub struct Recorder {
    inner: Arc<dyn Transport>,
    sent: Arc<Mutex<Vec<HttpRequest>>>,
}

impl Recorder {
    /// Around another transport.
    pub fn around(inner: impl Transport) -> Self {
        Self { inner: Arc::new(inner), sent: Arc::default() }
    }

    /// Around the transport that a client brings by itself.
    pub fn over_http() -> Self {
        Self::around(HttpTransport::new().unwrap())
    }

    /// Everything that was sent.
    pub fn sent(&self) -> Vec<HttpRequest> {
        self.sent.lock().unwrap().clone()
    }

    /// How often a path was called.
    pub fn calls(&self, path: &str) -> usize {
        self.sent().iter().filter(|request| request.url.ends_with(path)).count()
    }

    /// A client of the mock server that sends through this transport.
    pub fn client(&self, server: &MockServer) -> Client {
        Client::builder(MockServer::APP_ID, MockServer::SECRET).base_url(server.url()).transport(self.clone()).build().unwrap()
    }
}

impl Transport for Recorder {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>> {
        self.sent.lock().unwrap().push(request.clone());
        self.inner.send(request)
    }
}

/// A transport without a network: one answer after the other.
pub struct Script(Mutex<VecDeque<&'static str>>);

impl Script {
    /// These bodies, with HTTP status 200.
    pub fn new(bodies: impl IntoIterator<Item = &'static str>) -> Self {
        Self(Mutex::new(bodies.into_iter().collect()))
    }
}

impl Transport for Script {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>> {
        let next = self.0.lock().unwrap().pop_front();
        Box::pin(async move {
            match next {
                Some(body) => Ok(HttpResponse::new(200, body)),
                None => Err(Error::network("the script has ended", false, None)),
            }
        })
    }
}

/// What a transport says to a request.
pub type Answer = Result<HttpResponse, Error>;

/// A transport without a network: a function answers, now or later.
struct Answering(Mutex<Box<Answers>>);

type Answers = dyn FnMut(&HttpRequest) -> BoxFuture<'static, Answer> + Send;

impl Transport for Answering {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Answer> {
        let mut answer = self.0.lock().unwrap();
        (*answer)(&request)
    }
}

/// A transport without a network: this function answers, now or later.
pub fn answering(answer: impl FnMut(&HttpRequest) -> BoxFuture<'static, Answer> + Send + 'static) -> Recorder {
    let answer: Box<Answers> = Box::new(answer);
    Recorder::around(Answering(Mutex::new(answer)))
}

/// A transport without a network: one answer after the other.
pub fn in_turn(answers: impl IntoIterator<Item = Answer>) -> Recorder {
    let mut answers: VecDeque<Answer> = answers.into_iter().collect();
    // Of a kind that nobody repeats.
    let ended = || Err(Error::config("the script has ended"));
    answering(move |_| now(answers.pop_front().unwrap_or_else(ended)))
}

/// An answer that is there at once.
pub fn now(answer: Answer) -> BoxFuture<'static, Answer> {
    Box::pin(ready(answer))
}

/// A status and a body.
pub fn http(status: u16, body: impl Into<String>) -> Answer {
    let body: String = body.into();
    Ok(HttpResponse::new(status, body))
}

/// An error code of the platform.
pub fn refused(code: i64) -> Answer {
    http(200, format!(r#"{{"errcode":{code},"errmsg":"m"}}"#))
}

/// `token-1`, `token-2`, and so on, as the platform hands them out, for so many seconds.
pub fn token(number: usize, seconds: u64) -> Answer {
    http(200, format!(r#"{{"access_token":"token-{number}","expires_in":{seconds}}}"#))
}

/// The connection was lost after the request had left.
pub fn lost() -> Answer {
    Err(Error::network("the connection was lost", false, None))
}

/// The request never left.
pub fn unconnected() -> Answer {
    Err(Error::network("no connection could be made", true, None))
}

/// Holds answers back until it is opened.
#[derive(Clone)]
pub struct Gate(Arc<Semaphore>);

impl Gate {
    /// Still shut.
    pub fn shut() -> Self {
        Self(Arc::new(Semaphore::new(0)))
    }

    /// Lets through whatever waits and whatever comes.
    pub fn open(&self) {
        self.0.close();
    }

    /// An answer that is there once the gate is open.
    pub fn before(&self, answer: Answer) -> BoxFuture<'static, Answer> {
        let gate = Arc::clone(&self.0);
        Box::pin(async move {
            // There are no permits: the end of the semaphore is the signal.
            let _ = gate.acquire().await;
            answer
        })
    }
}

/// Returns when every task waits for something: not before then does the paused clock move.
pub async fn idle() {
    tokio::time::sleep(Duration::from_millis(1)).await;
}

/// Lets the paused clock run on.
pub async fn seconds(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

/// Runs a future as far as it gets by itself; whether it still waits.
pub async fn waits<F: Future>(future: &mut Pin<Box<F>>) -> bool {
    poll_fn(|context| Poll::Ready(future.as_mut().poll(context).is_pending())).await
}

/// Hands out `fresh-1`, `fresh-2`, and so on, and keeps count.
#[derive(Clone, Default)]
pub struct Counted(Arc<Mutex<Counts>>);

/// What happened to a [`Counted`] source.
#[derive(Clone, Default)]
pub struct Counts {
    /// How often a token was fetched
    pub fetched: usize,
    /// What each fetch was told to be refused
    pub refused: Vec<Option<String>>,
}

impl Counted {
    /// What happened so far.
    pub fn counts(&self) -> Counts {
        self.0.lock().unwrap().clone()
    }
}

impl TokenSource for Counted {
    fn fetch<'a>(&'a self, context: TokenContext<'a>) -> BoxFuture<'a, Result<IssuedToken, Error>> {
        Box::pin(async move {
            let mut counts = self.0.lock().unwrap();
            counts.fetched += 1;
            counts.refused.push(context.refused.map(|token| token.expose().to_owned()));
            let token = AccessToken::new(format!("fresh-{}", counts.fetched));
            Ok(IssuedToken::new(token, Duration::from_secs(7200)))
        })
    }
}

/// A port where nobody listens. It stays taken while the socket lives, so that no other test can come to listen there.
pub fn closed_port() -> (TcpSocket, String) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let address = socket.local_addr().unwrap();
    (socket, format!("http://{address}"))
}

/// A port where connections are taken and never answered: the system takes them while the listener lives.
pub async fn silent_port() -> (TcpListener, String) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, format!("http://{address}"))
}

/// Takes one connection, reads one request, answers these bytes; the request as it came.
pub async fn answer_once(listener: TcpListener, answer: String) -> String {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    while !is_whole(&request) {
        let read = stream.read(&mut piece).await.unwrap();
        assert_ne!(read, 0, "the client left in the middle of its request");
        request.extend_from_slice(&piece[..read]);
    }
    stream.write_all(answer.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    String::from_utf8(request).unwrap()
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        if name.eq_ignore_ascii_case("content-length") { value.trim().parse().ok() } else { None }
    });
    body.len() >= length.unwrap_or(0)
}

/// The sources of an error, one after the other.
pub fn causes(error: &dyn StdError) -> Vec<&(dyn StdError + 'static)> {
    let mut causes = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        causes.push(cause);
        next = cause.source();
    }
    causes
}
