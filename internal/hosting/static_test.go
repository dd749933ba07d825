package hosting_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/hosting"
	"github.com/paintbox-build/paintbox/internal/projecttest"
)

// written is the text of a file that is written for a host.
func written(t *testing.T, host string, s *hosting.Site, name string) string {
	t.Helper()
	result, err := hosting.Write(host, s)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Files {
		if f.Path == name {
			return string(f.Data)
		}
	}
	t.Fatalf("%s: no %s", host, name)
	return ""
}

// small is a build of a few files, some of which have siblings.
func small() asset.Build {
	hashed := file("assets/main-4KPQ2XWA.js", "")
	hashed.Immutable = true
	lone := file("logo-4KPQ2XWB.svg", "")
	lone.Immutable = true
	page := file("index.html", "<!doctype html><title>x</title>")
	page.Encodings = asset.Encodings{}.With("brotli", []byte{1})
	return asset.Build{Base: "/"}.With(page, hashed, lone, file("docs/index.html", ""), file("about.html", ""), file("sw.js", ""))
}

// TestHeadersFile: no address has a header of two rules, whose values Cloudflare would join.
func TestHeadersFile(t *testing.T) {
	s := hosting.NewSite(small(), hosting.Options{})
	for _, host := range []string{"netlify", "cloudflare"} {
		text := written(t, host, s, "_headers")
		if strings.Count(text, "Cache-Control: public, max-age=31536000, immutable") != 2 || strings.Count(text, "Cache-Control") != 2 ||
			!strings.Contains(text, "\n/assets/*\n  Cache-Control") || !strings.Contains(text, "\n/logo-4KPQ2XWB.svg\n  Cache-Control") {
			t.Errorf("%s:\n%s", host, text)
		}
	}
	if got := written(t, "netlify", s, "_redirects"); !strings.HasSuffix(got, "/.paintbox/* /404.html 404!\n/assets/* /404.html 404\n/* /index.html 200\n") {
		t.Error(got)
	}
	if !strings.Contains(written(t, "cloudflare", s, "assets/404.html"), "Not found") {
		t.Error("a hashed file that is gone would be answered by the page")
	}
}

func TestLimitsOfHosts(t *testing.T) {
	build := asset.Build{}.With(file("index.html", ""))
	for i := range 100 {
		f := file(fmt.Sprintf("a%03d-4KPQ2XWA.js", i), "")
		f.Immutable = true
		build = build.With(f)
	}
	if _, err := hosting.Write("cloudflare", hosting.NewSite(build, hosting.Options{})); err == nil || !strings.Contains(err.Error(), "101 rules, and Cloudflare Pages takes 100") {
		t.Error(err)
	}
	var page strings.Builder
	for i := range 50 {
		fmt.Fprintf(&page, "<script>%d</script>", i)
	}
	if _, err := hosting.Write("cloudflare", hosting.NewSite(asset.Build{}.With(file("index.html", page.String())), hosting.Options{})); err == nil || !strings.Contains(err.Error(), "takes 2000") {
		t.Error(err)
	}
	if _, err := hosting.Write("geocities", hosting.NewSite(build, hosting.Options{})); err == nil || !strings.Contains(err.Error(), "nginx") {
		t.Error(err)
	}
}

func TestVercel(t *testing.T) {
	var config struct {
		OutputDirectory    string
		CleanUrls          bool
		Headers, Redirects []struct {
			Source  string
			Headers []struct{ Key, Value string }
		}
		Rewrites []struct{ Source, Destination string }
	}
	decoder := json.NewDecoder(strings.NewReader(written(t, "vercel", hosting.NewSite(small(), hosting.Options{Outdir: "out"}), "vercel.json")))
	if err := decoder.Decode(&config); err != nil {
		t.Fatal(err)
	}
	if config.OutputDirectory != "out" || !config.CleanUrls || len(config.Headers) != 3 || config.Headers[1].Source != "/assets/(.*)" || len(config.Rewrites) != 2 || config.Rewrites[0].Destination != "/index.html" || config.Redirects[0].Source != "/.paintbox/(.*)" {
		t.Errorf("%+v", config)
	}
}

// TestGitHubPages: the page for everything that is not there is the application's.
func TestGitHubPages(t *testing.T) {
	got := written(t, "github-pages", hosting.NewSite(small(), hosting.Options{}), "404.html")
	if got != "<!doctype html><!-- Written by paintbox host github-pages --><title>x</title>" {
		t.Error(got)
	}
}

// TestS3 runs the script with a program in the place of aws that copies as it would.
func TestS3(t *testing.T) {
	dir := t.TempDir()
	s := hosting.NewSite(small(), hosting.Options{Outdir: "dist"})
	for _, f := range small().Files {
		projecttest.Write(t, filepath.Join(dir, "dist", filepath.FromSlash(f.Path)), f.Data)
	}
	projecttest.Write(t, filepath.Join(dir, "dist/index.html.br"), nil)
	projecttest.Write(t, filepath.Join(dir, "dist/.paintbox/report.json"), nil)
	projecttest.Write(t, filepath.Join(dir, "deploy.sh"), []byte(written(t, "s3", s, "deploy-s3.sh")))
	// The last filter that a path is like decides; a star is any text, slashes too.
	projecttest.Write(t, filepath.Join(dir, "bin/aws"), []byte(`#!/bin/sh
from=$3; shift 5
cd "$from" && find . -type f | sed 's|^\./||' | LC_ALL=C sort | while read -r name; do
	(sends=yes cache= type=
	while [ $# -gt 0 ]; do
		case $1 in
		--exclude) case $name in $2) sends=no ;; esac ;;
		--include) case $name in $2) sends=yes ;; esac ;;
		--cache-control) cache=$2 ;;
		--content-type) type=$2 ;;
		esac
		shift 2
	done
	[ $sends = no ] || echo "$name|$cache|$type")
done
`))
	if err := os.Chmod(filepath.Join(dir, "bin/aws"), 0o755); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "sh", "deploy.sh")
	command.Dir = dir
	command.Env = append(os.Environ(), "BUCKET=b", "PATH="+filepath.Join(dir, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
	out, err := command.CombinedOutput()
	const want = `assets/main-4KPQ2XWA.js|public, max-age=31536000, immutable|text/javascript; charset=utf-8
logo-4KPQ2XWB.svg|public, max-age=31536000, immutable|image/svg+xml
about.html|no-cache|text/html; charset=utf-8
docs/index.html|no-cache|text/html; charset=utf-8
index.html|no-cache|text/html; charset=utf-8
sw.js|no-cache|text/javascript; charset=utf-8
`
	if err != nil || string(out) != want {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestCloudFrontFunction runs the function in Node.
func TestCloudFrontFunction(t *testing.T) {
	s := hosting.NewSite(small(), hosting.Options{})
	script := written(t, "s3", s, "cloudfront-function.js") + `
for (const [uri, headers] of [["/", {}], ["/docs/", {}], ["/about", {}], ["/assets/x.js", { "sec-fetch-mode": "navigate" }], ["/estimates/7", { "sec-fetch-mode": "navigate" }],
	["/estimates/7", { "sec-fetch-mode": "cors" }], ["/user/jane.doe", { accept: "text/html" }], ["/.paintbox/report.json", {}], ["/.well-known/x", {}]]) {
	const all = Object.fromEntries(Object.entries(headers).map(([k, value]) => [k, { value }]))
	const got = handler({ request: { uri, headers: all } })
	console.log(uri, got.statusCode ?? got.uri)
}`
	out, err := exec.CommandContext(t.Context(), "node", "-e", script).CombinedOutput()
	const want = "/ /index.html\n/docs/ /docs/index.html\n/about /about.html\n/assets/x.js /assets/x.js\n/estimates/7 /index.html\n/estimates/7 /estimates/7\n/user/jane.doe /index.html\n/.paintbox/report.json 404\n/.well-known/x /.well-known/x\n"
	if err != nil || string(out) != want {
		t.Errorf("%v\n%s", err, out)
	}
}
