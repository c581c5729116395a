//! `serve`: builds, serves on this machine only, builds again when a file changes, and has the page reload.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tiny_http::{Header, Request, Response, Server};

use crate::page::{self, For, Parts};
use crate::project::Project;
use crate::sources;
use crate::wasm::{self, APP, Compiled, Module, OFFICE, Profile};

const FIRST_PORT: u16 = 8080;
/// How often the sources are looked at.
const LOOK: Duration = Duration::from_millis(300);
/// How long a page's question for changes is held open.
const HOLD: Duration = Duration::from_secs(20);

/// What is served now.
#[derive(Default)]
struct Site {
    files: BTreeMap<String, Vec<u8>>,
    version: String,
}

#[derive(Default)]
struct Shared {
    site: Mutex<Site>,
    changed: Condvar,
}

impl Shared {
    fn site(&self) -> MutexGuard<'_, Site> {
        self.site.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves until it is interrupted. Without a wish for a port it takes 8080 or the next free one.
pub fn run(project: &Project, port: Option<u16>, release: bool) -> Result<ExitCode> {
    let profile = if release {
        Profile::Release
    } else {
        Profile::Dev
    };
    let listener = listen(port)?;
    let address = format!("http://{}/", listener.local_addr()?);
    let server = Server::from_listener(listener, None).map_err(anyhow::Error::from_boxed)?;

    let shared = Arc::new(Shared::default());
    let served = Arc::clone(&shared);
    std::thread::spawn(move || {
        for request in server.incoming_requests() {
            let shared = Arc::clone(&served);
            // A page may leave at any time; then its answer goes nowhere.
            std::thread::spawn(move || answer(request, &shared).ok());
        }
    });

    let mut builder = Builder {
        project,
        profile,
        last: BTreeMap::new(),
    };
    loop {
        let state = sources::state(&project.root, &project.data)?;
        let started = Instant::now();
        match builder.build() {
            Ok(site) => {
                *shared.site() = site;
                shared.changed.notify_all();
                eprintln!(
                    "Serving {address} (built in {:.1} s)",
                    started.elapsed().as_secs_f32()
                );
            }
            Err(error) => eprintln!("Not built, {address} stays as it was: {error:#}"),
        }
        while sources::state(&project.root, &project.data)? == state {
            std::thread::sleep(LOOK);
        }
    }
}

fn listen(port: Option<u16>) -> Result<TcpListener> {
    if let Some(port) = port {
        return TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .with_context(|| format!("port {port} cannot be used"));
    }
    let free = (FIRST_PORT..FIRST_PORT + 100)
        .find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok());
    free.context("ports 8080 to 8179 are all taken; name another with --port")
}

struct Builder<'a> {
    project: &'a Project,
    profile: Profile,
    /// What rustc linked last of each package and what came of it: a change of a style sheet needs no second binding.
    last: BTreeMap<&'static str, (Vec<u8>, Module)>,
}

impl Builder<'_> {
    fn build(&mut self) -> Result<Site> {
        // A fixed word while developing, or every saved style sheet would compile the app again.
        let build_id = match self.profile {
            Profile::Dev => "dev".to_owned(),
            Profile::Release => sources::build_id(&self.project.root, &self.project.data)?,
        };
        let [app, office] = wasm::compile(self.project, self.profile, &build_id)?;
        let module = self.module(APP, &app)?;
        let office = self.module(OFFICE, &office)?;
        let parts = Parts::read(self.project, module, office, build_id)?;
        let files = page::hosted(&parts, For::Developer)?;
        let version = page::version(&files, &parts.template);
        Ok(Site { files, version })
    }

    fn module(&mut self, package: &'static str, compiled: &Compiled) -> Result<Module> {
        let bytes = std::fs::read(&compiled.wasm)?;
        let module = match self.last.remove(package) {
            Some((last, module)) if last == bytes => module,
            _ if package == APP => wasm::bind_app(self.project, &compiled.wasm, self.profile)?,
            _ => wasm::bind(&compiled.wasm, self.profile)?,
        };
        self.last.insert(package, (bytes, module.clone()));
        Ok(module)
    }
}

fn answer(request: Request, shared: &Shared) -> std::io::Result<()> {
    let (path, query) = request.url().split_once('?').unwrap_or((request.url(), ""));
    if path == "/changes" {
        let shown = query.strip_prefix("shown=").unwrap_or_default();
        let same = |site: &mut Site| site.version == shown;
        let waited = shared.changed.wait_timeout_while(shared.site(), HOLD, same);
        let (site, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        drop(site);
        let status = if waited.timed_out() { 204 } else { 205 };
        return request.respond(Response::empty(status));
    }
    let name = match path.trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    let found = shared.site().files.get(name).cloned();
    let (status, kind, body) = match found {
        Some(content) => (200, media_type(name), content),
        None if name == "index.html" => (
            503,
            "text/plain; charset=utf-8",
            b"The first build has not succeeded yet.".to_vec(),
        ),
        None => (
            404,
            "text/plain; charset=utf-8",
            b"There is no such file.".to_vec(),
        ),
    };
    let mut response = Response::from_data(body).with_status_code(status);
    let mut headers = vec![("Content-Type", kind), ("Cache-Control", "no-store")];
    if status == 503 {
        headers.push(("Refresh", "1"));
    }
    for (field, value) in headers {
        if let Ok(header) = Header::from_bytes(field, value) {
            response.add_header(header);
        }
    }
    request.respond(response)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}
