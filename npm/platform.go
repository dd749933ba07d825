package npm

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// scope is the npm scope of the packages that carry the program.
const scope = "@paintbox-build/"

// Platform is a system that there is a package for.
type Platform struct {
	GOOS, GOARCH string // as Go names it
	OS, CPU      string // as Node.js does: process.platform and process.arch
}

// Platforms is the one table of platforms. The Linux program is static, so that
// it runs with glibc and with musl.
func Platforms() []Platform {
	return []Platform{
		{"darwin", "arm64", "darwin", "arm64"},
		{"darwin", "amd64", "darwin", "x64"},
		{"linux", "arm64", "linux", "arm64"},
		{"linux", "amd64", "linux", "x64"},
		{"windows", "arm64", "win32", "arm64"},
		{"windows", "amd64", "win32", "x64"},
	}
}

// Package is the name of the platform's npm package.
func (p Platform) Package() string { return scope + p.OS + "-" + p.CPU }

// Program is the path of the program in the platform's package.
func (p Platform) Program() string {
	if p.GOOS == "windows" {
		return "bin/paintbox.exe"
	}
	return "bin/paintbox"
}

// Build compiles Paintbox for the platform from the module in root into the file
// out. The same sources, version and Go release give the same bytes.
func Build(ctx context.Context, root string, p Platform, version, out string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false",
		"-ldflags", "-s -w -X main.release="+version, "-o", out, "./cmd/paintbox")
	cmd.Dir = root
	cmd.Env = append(cmd.Environ(), "GOOS="+p.GOOS, "GOARCH="+p.GOARCH, "CGO_ENABLED=0")
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build for %s/%s: %w\n%s", p.GOOS, p.GOARCH, err, strings.TrimSpace(string(text)))
	}
	return os.Chmod(out, 0o755)
}
