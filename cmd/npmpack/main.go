// Npmpack builds Paintbox for every platform and packs the npm packages. It runs
// in the directory of the module, as "make npm" does.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/paintbox-build/paintbox/internal/glob"
	"github.com/paintbox-build/paintbox/npm"
)

func main() {
	described := flag.String("version", "devel", "what git describe says; the version of all packages is made of it")
	out := flag.String("out", filepath.Join("bin", "npm"), "directory for the packages; earlier ones are removed")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *described, *out); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

// run packs everything into out. Where that fails, out is as it was.
func run(ctx context.Context, described, out string) error {
	version, err := npm.Version(described)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "paintbox-npm-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
	packed, err := npm.Pack(".", version, func(p npm.Platform) ([]byte, error) {
		fmt.Printf("build %s/%s\n", p.GOOS, p.GOARCH)
		program := filepath.Join(dir, p.OS+"-"+p.CPU)
		if err := npm.Build(ctx, ".", p, version, program); err != nil {
			return nil, err
		}
		return os.ReadFile(program)
	})
	if err != nil {
		return err
	}
	return write(out, packed)
}

// write replaces the packages in out.
func write(out string, packed []npm.Tarball) error {
	earlier, err := glob.Files(os.DirFS(out), "*.tgz")
	if err != nil {
		return err
	}
	for _, name := range earlier {
		if err := os.Remove(filepath.Join(out, name)); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for _, t := range packed {
		name := filepath.Join(out, t.Name)
		if err := os.WriteFile(name, t.Data, 0o644); err != nil {
			return err
		}
		fmt.Printf("%9d %s\n", len(t.Data), name)
	}
	return nil
}
