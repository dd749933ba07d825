package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler"
	"github.com/paintbox-build/paintbox/internal/coding"
	"github.com/paintbox-build/paintbox/internal/compress"
	"github.com/paintbox-build/paintbox/internal/inspect"
	"github.com/paintbox-build/paintbox/internal/publish"
	"github.com/paintbox-build/paintbox/swgen"
)

// swFlags are the flags of sw.
type swFlags struct {
	options swgen.Options
	force   bool
}

func (a *app) swCommand() *cobra.Command {
	var f swFlags
	cmd := &cobra.Command{
		Use:   "sw directory",
		Short: "Write a service worker for a directory that any bundler built",
		Long: `Write sw.js into a directory that any bundler built, or that was written by
hand: the shell page and its entry files work offline at once, other files once
they are used, and all that is stored stays within one limit in bytes. Beside
it goes sw.txt, the list of the files, when there are many.

Run it after every build. The page registers the worker, as the command says.`,
		Example: `  paintbox sw dist
  paintbox sw out --precache index.html,main.js --cache-limit 10MB`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usageError("paintbox sw dist", "sw needs one directory")
			}
			return nil
		},
		ValidArgsFunction: completeDirectory,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.sw(cmd.Context(), f, args[0]) },
	}
	o, flags := &f.options, cmd.Flags()
	flags.StringSliceVar(&o.Precache, "precache", nil, "`files` to store at installation (default the page, its entry script and style sheet)")
	flags.IntVar(&o.PrecacheLimit, "precache-limit", 3, "largest `number` of these files")
	flags.Var(&o.CacheLimit, "cache-limit", "`size` of everything stored together (default 25MB)")
	flags.Var(&o.StaticMaxSize, "static-max", "`size` up to which a file is stored (default 500KB)")
	flags.Var(&o.ImageMaxSize, "image-max", "`size` up to which an image is stored (default 200KB)")
	flags.Var(&o.NavigationTimeout, "navigation-timeout", "`time` after which the page is answered without the network (default 3s)")
	flags.StringSliceVar(&o.NavigationExclude, "navigation-exclude", nil, "`paths` that never get the page (default /api/)")
	flags.StringVar(&o.Scope, "scope", "", "`path` of the pages that the worker serves (default where sw.js is)")
	flags.StringVar(&o.File, "out", "sw.js", "`name` of the worker in the directory")
	flags.BoolVar(&o.Kill, "kill", false, "write a worker that removes the application's caches and itself")
	flags.BoolVar(&f.force, "force", false, "replace a worker that something else wrote")
	for _, name := range []string{"cache-limit", "static-max", "image-max", "navigation-timeout"} {
		flags.Lookup(name).DefValue = "" // zero stands for the default
	}
	return cmd
}

// sw is the command "sw". Nothing is written when anything is wrong.
func (a *app) sw(ctx context.Context, f swFlags, name string) error {
	dir := filepath.Join(a.cwd, name)
	if filepath.IsAbs(name) {
		dir = name
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return usageError("name the one that a build wrote", "no directory %s", name)
	}
	f.options.Version, f.options.Minify, f.options.Flags = version(), bundler.MinifyScript, workerFlags()
	if err := replaceable(filepath.Join(dir, f.options.File), f.force); err != nil {
		return err
	}
	build, err := readSite(ctx, dir, f.options)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	result, err := swgen.Generate(build, f.options)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	a.term.warn(result.Warnings)
	for _, f := range slices.Backward(result.Files) { // the worker last, since it needs its list
		if err := writeWithSiblings(ctx, dir, f); err != nil {
			return buildError{err}
		}
		if err := publish.Add(dir, f.Path); err != nil {
			return buildError{err}
		}
	}
	return a.reportWorker(filepath.Join(name, f.options.File), build, result)
}

// readSite reads the build in a directory as check does, and takes from it what
// a worker needs.
func readSite(ctx context.Context, dir string, opts swgen.Options) (asset.Build, error) {
	if err := swgen.Validate(opts, ""); err != nil {
		return asset.Build{}, err
	}
	build, err := inspect.Read(ctx, os.DirFS(dir), inspect.Options{Above: above(dir), Needs: opts.Needs, Changed: true})
	if err != nil {
		return asset.Build{}, err
	}
	return swgen.Select(build, opts)
}

// replaceable checks that the worker may be written.
func replaceable(file string, force bool) error {
	old, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) || err == nil && (force || swgen.Generated(old)):
		return nil
	case err != nil:
		return err
	}
	return usageError("choose another --out, or let --force replace it", "%s was not written by paintbox", filepath.Base(file))
}

// workerFlags are the flags that state options of the worker, by key.
func workerFlags() map[string]string {
	return map[string]string{
		"precache": "--precache", "precacheLimit": "--precache-limit", "cacheLimit": "--cache-limit", "staticMaxSize": "--static-max", "imageMaxSize": "--image-max",
		"navigationTimeout": "--navigation-timeout", "navigationExclude": "--navigation-exclude", "scope": "--scope", "file": "--out",
	}
}

// writeWithSiblings puts a file in place. Compressed siblings that the directory
// has of an older one are written anew, because hosts would send them.
func writeWithSiblings(ctx context.Context, dir string, f asset.File) error {
	to := filepath.Join(dir, f.Path)
	siblings := compress.Selection{}
	for _, c := range coding.Table() {
		switch err := os.Remove(to + c.Suffix); {
		case err == nil:
			siblings[c.Name] = true
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
	}
	build, err := compress.All(ctx, asset.Build{}.With(f), compress.Options{Codings: siblings}, nil, nil)
	if err != nil {
		return err
	}
	f = build.Files[0]
	err = replaceFile(to, f.Data)
	for c, data := range coding.Forms(f.Encodings) {
		err = errors.Join(err, replaceFile(to+c.Suffix, data))
	}
	return err
}

// reportWorker prints what was written.
func (a *app) reportWorker(file string, build asset.Build, result swgen.Result) error {
	sw, list := result.Files[0], ""
	if len(result.Files) > 1 {
		list = path.Join(path.Dir(filepath.ToSlash(file)), result.Files[1].Path)
	}
	switch {
	case a.json:
		report := struct {
			File     string   `json:"file"`
			List     string   `json:"list,omitempty"`
			Bytes    int      `json:"bytes"`
			Release  string   `json:"release,omitempty"`
			Precache []string `json:"precache"`
			Register string   `json:"register,omitempty"`
			Base     string   `json:"base"`
		}{filepath.ToSlash(file), list, len(sw.Data), result.Release, append([]string{}, result.Precache...), result.Register, build.Base}
		encoder := json.NewEncoder(a.stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(report)
	case a.quiet:
		return nil
	}
	what := "removes the application's worker and caches"
	if result.Release != "" {
		what = "release " + result.Release + ", precaches " + strings.Join(result.Precache, ", ")
	}
	if list != "" {
		what += ", with its list of files in " + list
	}
	text := line("%s: %s, %s", file, asset.Size(len(sw.Data)).Human(), what)
	if result.Register != "" {
		text += line("register it in the page: %s", result.Register)
	}
	_, err := io.WriteString(a.stdout, text)
	return err
}
