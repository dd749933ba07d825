package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/hosting/verify"
	"github.com/paintbox-build/paintbox/internal/inspect"
)

// verifyFlags are the flags of verify.
type verifyFlags struct {
	previous string
	timeout  time.Duration
	headers  []string
}

func (a *app) verifyCommand() *cobra.Command {
	var f verifyFlags
	cmd := &cobra.Command{
		Use:   "verify url [directory]",
		Short: "Ask a deployed site whether it is this build, served well",
		Long: `Ask a site that was deployed what browsers ask, and compare its answers with the
build: every file with its bytes, its type, how long it may be kept and whether it
is compressed; what is not there; routes of the application; the build's records;
and, with --previous, the files of an older build, which open pages still load.

Without a directory it is the output directory of the configuration.

Exit status: 0 all is well, 1 something is wrong or nothing answers, 2 usage wrong,
130 interrupted (SIGINT or SIGTERM).`,
		Example: `  paintbox verify https://app.example.com
  paintbox verify http://localhost:8080/app/ dist --previous ../release-41/dist`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 || len(args) > 2 {
				return usageError("paintbox verify https://app.example.com", "verify needs the address of a site")
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.verify(cmd.Context(), f, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.previous, "previous", "", "`directory` of an older build, whose hashed files are to be there still")
	flags.DurationVar(&f.timeout, "timeout", 10*time.Second, "`time` for each answer")
	flags.StringArrayVar(&f.headers, "header", nil, "`header` to send, \"Name: value\"; repeatable")
	completeDirs(flags, "previous")
	return cmd
}

// verify is the command "verify".
func (a *app) verify(ctx context.Context, f verifyFlags, args []string) error {
	for _, h := range f.headers {
		if name, _, ok := strings.Cut(h, ":"); !ok || name == "" || strings.ContainsAny(h, "\r\n") {
			return usageError(`write "Name: value"`, "--header %q is no header", h)
		}
	}
	if f.timeout <= 0 {
		return usageError("write 10s", "--timeout %v is no time", f.timeout)
	}
	dir, _, err := a.built(args[1:])
	if err != nil {
		return err
	}
	build, err := a.readBuilt(ctx, dir)
	if err != nil {
		return err
	}
	o := verify.Options{Timeout: f.timeout, Header: func(r *http.Request) {
		for _, h := range f.headers {
			name, value, _ := strings.Cut(h, ":")
			r.Header.Set(name, strings.TrimSpace(value))
		}
	}}
	if f.previous != "" {
		if o.Previous, err = a.readBuilt(ctx, a.path(f.previous)); err != nil {
			return err
		}
	}
	progress := a.term.progress()
	o.Progress = func(done, total int) { progress.update("ask", done, total) }
	result, err := verify.Site(ctx, args[0], build, o)
	progress.stop()
	if err != nil {
		return buildError{err}
	}
	if err := a.reportVerified(args[0], result); err != nil {
		return err
	}
	if result.Failed() {
		return buildError{fmt.Errorf("%s is not served as it should be", args[0])}
	}
	return nil
}

// readBuilt reads the build in a directory, as somebody may have changed it.
func (a *app) readBuilt(ctx context.Context, dir string) (asset.Build, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return asset.Build{}, usageError("build first, or name the directory that a build wrote", "no directory %s", a.name(dir))
	}
	build, err := inspect.Read(ctx, os.DirFS(dir), inspect.Options{Above: above(dir), Changed: true})
	if err != nil {
		return build, usageError("build first, or name the directory of a build", "%s: %v", a.name(dir), err)
	}
	return build, nil
}

// reportVerified prints what was found: hints and faults are told apart.
func (a *app) reportVerified(site string, r verify.Result) error {
	if a.json {
		encoder := json.NewEncoder(a.stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(struct {
			Site     string           `json:"site"`
			Asked    int              `json:"asked"`
			Failed   bool             `json:"failed"`
			Findings []verify.Finding `json:"findings"`
		}{site, r.Asked, r.Failed(), append([]verify.Finding{}, r.Findings...)})
	}
	var hints, faults asset.Messages
	for _, f := range r.Findings {
		m := asset.Message{File: f.Address, Text: f.Text, Note: f.Note, Cause: f.Cause}
		if f.Hint {
			hints = append(hints, m)
		} else {
			faults = append(faults, m)
		}
	}
	a.term.warn(hints)
	a.term.wrong(faults)
	if a.quiet || len(faults) > 0 {
		return nil
	}
	_, err := io.WriteString(a.stdout, line("%d answers of %s are as they should be", r.Asked, site))
	return err
}
