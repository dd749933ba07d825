package hosting_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/hosting"
	"github.com/paintbox-build/paintbox/internal/hosting/verify"
	"github.com/paintbox-build/paintbox/internal/preview"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// question is what a browser asks, and what a good host answers.
type question struct {
	path, accept, navigates string // accept is of encodings; navigates is a header by which a browser opens a page
	status                  int
	body                    string // the file that is sent
	encoding, cache, kind   string
	location                string
}

const (
	always = "public, max-age=31536000, immutable"
	asking = "no-cache"
	page   = "text/html; charset=utf-8"
	script = "text/javascript; charset=utf-8"
	opens  = "Sec-Fetch-Mode: navigate"
)

// questions are asked of every server below a base.
func questions(base string) []question {
	list := []question{
		{path: "", status: 200, body: "index.html", cache: asking, kind: page},
		{path: "", accept: "gzip, deflate, br", status: 200, body: "index.html", encoding: "br", cache: asking, kind: page},
		{path: "", accept: "gzip", status: 200, body: "index.html", encoding: "gzip", cache: asking, kind: page},
		{path: "index.html", status: 200, body: "index.html", cache: asking, kind: page},
		{path: "assets/main-4KPQ2XWA.js", status: 200, body: "assets/main-4KPQ2XWA.js", cache: always, kind: script},
		{path: "assets/main-4KPQ2XWA.js", accept: "br", status: 200, body: "assets/main-4KPQ2XWA.js", encoding: "br", cache: always, kind: script},
		{path: "assets/main-4KPQ2XWA.js", accept: "gzip", status: 200, body: "assets/main-4KPQ2XWA.js", encoding: "gzip", cache: always, kind: script},
		{path: "assets/deep/ü b-4KPQ2XWB.js", status: 200, body: "assets/deep/ü b-4KPQ2XWB.js", cache: always, kind: script},
		{path: "assets/gone-4KPQ2XWC.js", status: 404, cache: asking},
		{path: "assets/gone-4KPQ2XWC.js", navigates: opens, status: 404, cache: asking},
		{path: "logo-4KPQ2XWD.svg", status: 200, body: "logo-4KPQ2XWD.svg", cache: always, kind: "image/svg+xml"},
		{path: "plain.svg", status: 200, body: "plain.svg", cache: asking, kind: "image/svg+xml"},
		{path: "sw.js", accept: "br", status: 200, body: "sw.js", cache: asking, kind: script},
		{path: "sw.txt", status: 200, body: "sw.txt", cache: asking, kind: "text/plain; charset=utf-8"},
		{path: "manifest.webmanifest", status: 200, body: "manifest.webmanifest", cache: asking, kind: "application/manifest+json"},
		{path: "engine.wasm", status: 200, body: "engine.wasm", cache: asking, kind: "application/wasm"},
		{path: "docs", status: 301, location: base + "docs/"},
		{path: "docs?q=1", status: 301, location: base + "docs/?q=1"},
		{path: "docs/", status: 200, body: "docs/index.html", cache: asking, kind: page},
		{path: "about", accept: "br", status: 200, body: "about.html", encoding: "br", cache: asking, kind: page},
		{path: "about/", status: 200, body: "about.html", cache: asking, kind: page},
		{path: "estimates/7", navigates: opens, status: 200, body: "index.html", cache: asking, kind: page},
		{path: "estimates/7", navigates: opens, accept: "gzip, br", status: 200, body: "index.html", encoding: "br", cache: asking, kind: page},
		{path: "estimates/7/", navigates: opens, status: 200, body: "index.html", cache: asking, kind: page},
		{path: "docs/v1.2", navigates: opens, status: 200, body: "index.html", cache: asking, kind: page},
		{path: "user/jane.doe", navigates: "Accept: text/html,application/xhtml+xml", status: 200, body: "index.html", cache: asking, kind: page},
		{path: "estimates/7", navigates: "Sec-Fetch-Mode: cors", status: 404, cache: asking},
		{path: "estimates/7", status: 404, cache: asking},
		{path: "assets/", status: 404, cache: asking},
		{path: ".paintbox/report.json", status: 404, cache: asking},
		{path: ".env", status: 404, cache: asking},
		{path: ".well-known/security.txt", status: 200, body: ".well-known/security.txt", cache: asking, kind: "text/plain; charset=utf-8"},
		{path: "../secret", status: 404},
		{path: "%2e%2e/secret", status: 404},
	}
	for i := range list {
		list[i].path = base + list[i].path
	}
	return list
}

// site writes the files of a build that is published at base, and reads it back.
func site(t *testing.T, base string) (root, dist string, build asset.Build) {
	t.Helper()
	root = t.TempDir()
	dist = filepath.Join(root, filepath.FromSlash(base))
	files := map[string]string{}
	for _, name := range []string{"index.html", "about.html", "docs/index.html", "assets/main-4KPQ2XWA.js", "assets/deep/ü b-4KPQ2XWB.js", "logo-4KPQ2XWD.svg", "plain.svg",
		"sw.js", "sw.txt", "manifest.webmanifest", "engine.wasm", ".well-known/security.txt", ".paintbox/report.json", ".env"} {
		files[name] = strings.Repeat("the file "+name+"\n", 100)
	}
	for name, text := range files {
		build.Files = append(build.Files, asset.File{Path: name, Kind: asset.KindOf(name), Data: []byte(text), Immutable: strings.Contains(name, "-4KPQ2XW")})
	}
	build = build.With()
	build.Base = base
	var compressed []asset.File
	for _, f := range build.Files {
		if f.Path != "sw.js" { // one without siblings
			compressed = append(compressed, f)
		}
	}
	done, err := compress.All(t.Context(), asset.Build{}.With(compressed...), compress.Defaults(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	build = build.With(done.Files...)
	for _, f := range build.Files {
		at := filepath.Join(dist, filepath.FromSlash(f.Path))
		projecttest.Write(t, at, f.Data)
		for c, data := range coding.Forms(f.Encodings) {
			projecttest.Write(t, at+c.Suffix, data)
		}
	}
	projecttest.Write(t, filepath.Join(root, "..", "secret"), []byte("secret"))
	var published []asset.File // as report.Load has them
	for _, f := range build.Files {
		if f.Path[0] != '.' {
			published = append(published, f)
		}
	}
	build.Files = published
	return root, dist, build
}

// TestPreviewAnswers: the questions are those which preview answers.
func TestPreviewAnswers(t *testing.T) {
	_, dist, _ := site(t, "/")
	h, err := preview.New(dist, "/")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	ask(t, strings.TrimPrefix(server.URL, "http://"), "/", dist, nil)
}

// TestServersAnswer starts each server with what is written for it. It answers as preview
// does, and paintbox verify finds nothing.
func TestServersAnswer(t *testing.T) {
	for _, base := range []string{"/", "/app/"} {
		for name, start := range map[string]func(*testing.T, string, string) string{"nginx": startNginx, "caddy": startCaddy, "apache": startApache} {
			t.Run(name+base, func(t *testing.T) {
				root, dist, build := site(t, base)
				s := hosting.NewSite(build, hosting.Options{})
				files, err := hosting.Write(name, s)
				if err != nil {
					t.Fatal(err)
				}
				file := files.Files[0]
				if file.Build {
					projecttest.Write(t, filepath.Join(dist, file.Path), file.Data)
				}
				address := start(t, root, string(file.Data))
				ask(t, address, base, dist, s.Headers)
				result, wrong := verify.Site(t.Context(), "http://"+address+base, build, verify.Options{})
				if wrong != nil || result.Asked < len(build.Files) || len(result.Findings) > 0 {
					t.Errorf("paintbox verify: %v, %+v", wrong, result)
				}
			})
		}
	}
}

// ask asks all questions of a server.
func ask(t *testing.T, address, base, dist string, headers []hosting.Header) {
	t.Helper()
	for _, q := range questions(base) {
		response, body := request(t, address, q)
		name := fmt.Sprintf("%s (%s, %s)", q.path, q.accept, q.navigates)
		if response.StatusCode != q.status && !(q.status == 404 && response.StatusCode == 400) && !(q.status == 301 && response.StatusCode == 308) {
			t.Errorf("%s: %d, want %d: %.80s", name, response.StatusCode, q.status, body)
			continue
		}
		for header, want := range map[string]string{"Content-Encoding": q.encoding, "Cache-Control": q.cache, "Content-Type": q.kind, "Location": q.location} {
			if got := strings.TrimPrefix(response.Header.Get(header), "http://"+address); got != want && (want != "" || header == "Content-Encoding" || header == "Location") {
				t.Errorf("%s: %s %q, want %q", name, header, got, want)
			}
		}
		if q.body == "" {
			continue
		}
		want, err := os.ReadFile(filepath.Join(dist, filepath.FromSlash(q.body)+suffix(q.encoding)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(body, want) {
			t.Errorf("%s: %d bytes, want the %d of %s", name, len(body), len(want), q.body)
		}
		if vary := response.Header.Get("Vary"); q.body != "sw.js" && !strings.Contains(vary, "Accept-Encoding") {
			t.Errorf("%s: Vary %q", name, vary)
		}
		for _, h := range headers {
			if got := response.Header.Values(h.Name); len(got) != 1 || got[0] != h.Value {
				t.Errorf("%s: %s %q, want %q", name, h.Name, got, h.Value)
			}
		}
		etag := response.Header.Get("ETag")
		again, _ := request(t, address, q, "If-None-Match: "+etag)
		if etag == "" || again.StatusCode != 304 || again.Header.Get("Cache-Control") != q.cache {
			t.Errorf("%s: asked again with %s: %d, %q", name, etag, again.StatusCode, again.Header.Get("Cache-Control"))
		}
	}
}

func suffix(token string) string {
	for _, c := range coding.Table() {
		if c.Token == token {
			return c.Suffix
		}
	}
	return ""
}

// request sends a path as it is written, but for spaces and other letters.
func request(t *testing.T, address string, q question, more ...string) (*http.Response, []byte) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "GET", "http://"+address, nil)
	if err != nil {
		t.Fatal(err)
	}
	path, query, _ := strings.Cut(q.path, "?")
	r.URL.Opaque, r.URL.RawQuery = "//"+address+strings.NewReplacer("ü", "%C3%BC", " ", "%20").Replace(path), query
	r.Header.Set("Accept-Encoding", "identity")
	if q.accept != "" {
		r.Header.Set("Accept-Encoding", q.accept)
	}
	for _, h := range append(more, q.navigates) {
		if name, value, ok := strings.Cut(h, ": "); ok {
			r.Header.Set(name, value)
		}
	}
	response, err := (&http.Transport{DisableCompression: true}).RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, body
}

// listening is an address of this machine that is free.
func listening(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// start runs a server until the test ends, and waits until it answers.
func start(t *testing.T, address string, command *exec.Cmd) string {
	t.Helper()
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	command.WaitDelay = 5 * time.Second
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	if err := command.Start(); err != nil {
		t.Fatalf("%v: run make test, which installs the servers", err)
	}
	ended := make(chan struct{})
	var failed error
	go func() { failed = command.Wait(); close(ended) }()
	for range 200 {
		select {
		case <-ended:
			t.Fatalf("%s ended: %v\n%s", command.Path, failed, said.Bytes())
		case <-time.After(50 * time.Millisecond):
		}
		if c, err := net.Dial("tcp", address); err == nil {
			_ = c.Close() // it was only to see
			t.Cleanup(func() {
				_ = command.Process.Signal(os.Interrupt) // it may have ended
				<-ended
			})
			return address
		}
	}
	t.Fatalf("%s does not listen:\n%s", command.Path, said.Bytes())
	return ""
}

func startNginx(t *testing.T, root, config string) string {
	dir, address := t.TempDir(), listening(t)
	config = strings.NewReplacer("listen 8080", "listen "+address, "/usr/share/nginx/html", root).Replace(config)
	modules, err := fs.Glob(os.DirFS("/usr/lib/nginx/modules"), "*brotli_static*")
	if err != nil || len(modules) != 1 {
		t.Fatalf("nginx's brotli module: %v, %v (run make test, which installs it)", modules, err)
	}
	all := fmt.Sprintf("load_module /usr/lib/nginx/modules/%s;\ndaemon off;\nworker_processes 1;\npid %[2]s/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\nclient_body_temp_path %[2]s/a;\nproxy_temp_path %[2]s/b;\nfastcgi_temp_path %[2]s/c;\nuwsgi_temp_path %[2]s/d;\nscgi_temp_path %[2]s/e;\n%s}\n", modules[0], dir, config)
	if os.Getuid() == 0 {
		all = "user root;\n" + all
	}
	projecttest.Write(t, filepath.Join(dir, "nginx.conf"), []byte(all))
	return start(t, address, exec.CommandContext(context.Background(), "nginx", "-e", "stderr", "-c", filepath.Join(dir, "nginx.conf")))
}

func startCaddy(t *testing.T, root, config string) string {
	dir, address := t.TempDir(), listening(t)
	projecttest.Write(t, filepath.Join(dir, "Caddyfile"), []byte(config))
	command := exec.CommandContext(context.Background(), "caddy", "run", "--adapter", "caddyfile", "--config", filepath.Join(dir, "Caddyfile"))
	command.Env = append(os.Environ(), "PAINTBOX_ADDRESS=http://"+address, "PAINTBOX_ROOT="+root, "XDG_CONFIG_HOME="+dir, "XDG_DATA_HOME="+dir)
	return start(t, address, command)
}

func startApache(t *testing.T, root, _ string) string {
	dir, address := t.TempDir(), listening(t)
	var config strings.Builder
	for _, name := range []string{"mpm_event", "authz_core", "rewrite", "headers", "mime", "dir", "env"} {
		fmt.Fprintf(&config, "LoadModule %s_module /usr/lib/apache2/modules/mod_%[1]s.so\n", name)
	}
	user := ""
	if os.Getuid() == 0 {
		user = "User www-data\nGroup www-data\n"
		for at := root; at != "/" && at != "/tmp"; at = filepath.Dir(at) {
			if err := os.Chmod(at, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	fmt.Fprintf(&config, "%sServerRoot %s\nServerName localhost\nPidFile %[2]s/pid\nDefaultRuntimeDir %[2]s\nErrorLog %[2]s/error.log\nListen %s\nTypesConfig /dev/null\nDocumentRoot %s\n<Directory />\nRequire all granted\nAllowOverride All\n</Directory>\n", user, dir, address, root)
	projecttest.Write(t, filepath.Join(dir, "apache.conf"), []byte(config.String()))
	return start(t, address, exec.CommandContext(context.Background(), "apache2", "-DFOREGROUND", "-f", filepath.Join(dir, "apache.conf")))
}
