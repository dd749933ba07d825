package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/config"
	"github.com/paintbox-build/paintbox/internal/hosting"
	"github.com/paintbox-build/paintbox/internal/pathname"
	"github.com/paintbox-build/paintbox/internal/publish"
	"github.com/paintbox-build/paintbox/internal/report"
)

// hostFlags are the flags of host.
type hostFlags struct {
	options hosting.Options
	out     string
	print   bool
	force   bool
}

func (a *app) hostCommand() *cobra.Command {
	var f hostFlags
	var list strings.Builder
	for _, h := range hosting.Hosts() {
		fmt.Fprintf(&list, "  %-13s %s\n", h.Name, h.Says)
	}
	cmd := &cobra.Command{
		Use:   "host name [directory]",
		Short: "Write the configuration of a host for a build",
		Long: `Write what a host has to be told of a build: which files never change and which
are asked for again, which compressed forms there are, which page answers for
routes of the application, and what browsers may run. It is made of the build's
own files, so write it again after each build.

Without a directory it is for the output directory of the configuration.

` + list.String(),
		Example: `  paintbox host nginx
  paintbox host netlify dist
  paintbox host caddy --csp-script https://www.googletagmanager.com`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 || len(args) > 2 {
				return usageError("hosts: "+strings.Join(hosting.Names(), ", "), "host needs the name of one")
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return hosting.Names(), cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.host(cmd.Context(), f, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.options.Policy, "csp", "enforce", "`how` browsers take the Content-Security-Policy: enforce, report or off")
	flags.StringArrayVar(&f.options.Scripts, "csp-script", nil, "`source` of scripts beside the build and its pages, such as https://www.example.com; repeatable")
	flags.BoolVar(&f.options.HSTS, "hsts", false, "have browsers use https only, for a year")
	flags.BoolVar(&f.options.Verify, "integrity-policy", false, "have browsers run no script of which the page does not say what it is, as \"integrity\" does: none that programs add, either")
	flags.StringVar(&f.out, "out", "", "`directory` of the files that do not belong into the build (default the project's)")
	flags.BoolVar(&f.print, "print", false, "print the files instead of writing them")
	flags.BoolVar(&f.force, "force", false, "replace files that something else wrote")
	completeDirs(flags, "out")
	return cmd
}

// host is the command "host". Nothing is written when anything is wrong.
func (a *app) host(ctx context.Context, f hostFlags, args []string) error {
	switch f.options.Policy {
	case "enforce", "report", "off":
	default:
		return usageError("enforce, report or off", "--csp %q is not known", f.options.Policy)
	}
	for _, source := range f.options.Scripts {
		if strings.ContainsAny(source, " \t\r\n;,\"") || source == "" {
			return usageError("write one source such as https://www.example.com, and repeat the flag for more", "--csp-script %q is no source", source)
		}
	}
	dir, _, err := a.built(args[1:])
	if err != nil {
		return err
	}
	build, err := a.readBuilt(ctx, dir)
	if err != nil {
		return err
	}
	f.options.Outdir = a.name(dir)
	result, err := hosting.Write(args[0], hosting.NewSite(build, f.options))
	if err != nil {
		return err
	}
	a.term.warn(result.Warnings)
	if f.print {
		return a.printHost(result.Files)
	}
	return a.writeHost(&f, dir, result.Files)
}

// name is what messages call a file or directory: by its path in the project, where it is there.
func (a *app) name(file string) string {
	project, err := filepath.Abs(a.cwd)
	whole, wrong := filepath.Abs(file)
	if err != nil || wrong != nil {
		return file
	}
	return pathname.Of(project, whole)
}

// built is the directory of a build, by an argument or the configuration; base is
// that which the build was made for, or of the configuration where it does not say, "" where an
// argument names the directory.
func (a *app) built(args []string) (dir, base string, err error) {
	if len(args) > 0 {
		return a.path(args[0]), "", nil
	}
	cfg, err := config.Load(config.Request{Dir: a.cwd, File: a.config, Existing: true, Environment: a.environment()})
	if err != nil {
		return "", "", err
	}
	var record struct{ Base string }
	if data, err := os.ReadFile(filepath.Join(cfg.Outdir, report.Dir, "report.json")); err == nil {
		_ = json.Unmarshal(data, &record) // a broken record says nothing of it
	}
	return cfg.Outdir, cmp.Or(record.Base, cfg.Base), nil
}

func (a *app) printHost(files []hosting.File) error {
	for _, file := range files {
		text := string(file.Data)
		if len(files) > 1 {
			text = "-- " + file.Path + " --\n" + text
		}
		if _, err := io.WriteString(a.stdout, text); err != nil {
			return err
		}
	}
	return nil
}

// writeHost puts the files in place, if none of them would replace one that
// something else wrote.
func (a *app) writeHost(f *hostFlags, dir string, files []hosting.File) error {
	out := cmp.Or(a.path(f.out), a.cwd)
	var wrong asset.Messages
	places := make([]string, len(files))
	for i, file := range files {
		places[i] = filepath.Join(out, filepath.FromSlash(file.Path))
		if file.Build {
			places[i] = filepath.Join(dir, filepath.FromSlash(file.Path))
		}
		old, err := os.ReadFile(places[i])
		switch {
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return err
		case err == nil && !f.force && !hosting.IsOurs(old) && string(old) != string(file.Data):
			wrong = append(wrong, asset.Message{File: a.name(places[i]), Text: "something else wrote this file", Note: "let --force replace it, or choose another --out; --print shows what would stand there"})
		}
	}
	if wrong != nil {
		return wrong
	}
	written := []string{}
	for i, file := range files {
		if err := os.MkdirAll(filepath.Dir(places[i]), 0o755); err != nil {
			return buildError{err}
		}
		if err := replaceFile(places[i], file.Data); err != nil {
			return buildError{err}
		}
		written = append(written, a.name(places[i]))
		if !file.Build {
			continue
		}
		if err := publish.Add(dir, file.Path); err != nil {
			return buildError{err}
		}
	}
	return a.reportHost(written)
}

func (a *app) reportHost(written []string) error {
	switch {
	case a.json:
		return json.NewEncoder(a.stdout).Encode(struct {
			Files []string `json:"files"`
		}{written})
	case a.quiet:
		return nil
	}
	_, err := io.WriteString(a.stdout, line("wrote %s", strings.Join(written, ", ")))
	return err
}
