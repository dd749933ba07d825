package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/internal/cache"
	"github.com/paintbox-build/paintbox/internal/cache/remote"
	"github.com/paintbox-build/paintbox/internal/config"
)

func (a *app) cacheCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cache",
		Short: "Show or empty what builds keep for the next",
		Long: `Builds keep what took them long: minified chunks and the compressed forms of
files, by content, and whole builds, by all that they have read. They lie in node_modules/.cache/paintbox of the project, where "cache" in the
configuration says, or where PAINTBOX_CACHE names a directory ("off" keeps none), and on the server that "cache.shared" or PAINTBOX_CACHE_URL names.
A build reads only what is whole, so a cache may be removed at any time. These commands leave the server as it is.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	add := func(name, short string, do func(dir string, limit asset.Size) (cache.Status, error)) {
		cmd.AddCommand(&cobra.Command{Use: name, Short: short, Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
			return a.onCache(c.Context(), do)
		}})
	}
	add("status", "Show how much is kept, and what it was good for", nil)
	add("clear", "Remove all that is kept", func(dir string, _ asset.Size) (cache.Status, error) { return cache.Clear(dir) })
	add("verify", "Read all that is kept, and remove what is not whole", func(dir string, _ asset.Size) (cache.Status, error) { return cache.Verify(dir) })
	add("prune", "Remove what was not used for longest, down to the limit", cache.Prune)
	return cmd
}

// cacheAnswer is what the commands on a cache have to say.
type cacheAnswer struct {
	status  cache.Status
	limit   asset.Size
	totals  cache.Totals
	removed *cache.Status // nil where nothing was asked to go
	shared  *sharedAnswer // nil where there is none, or nobody asked
}

// sharedAnswer is what is told of a server.
type sharedAnswer struct {
	Address      string  `json:"address"`
	Reachable    bool    `json:"reachable"`
	Milliseconds float64 `json:"milliseconds,omitempty"` // until it answered
	Error        string  `json:"error,omitempty"`
	Writes       bool    `json:"writes"`
	Signed       bool    `json:"signed"`
}

// onCache runs one of the commands on the project's cache: what it is to remove, or
// nil to tell about it.
func (a *app) onCache(ctx context.Context, do func(dir string, limit asset.Size) (cache.Status, error)) error {
	cfg, err := config.Load(config.Request{Dir: a.cwd, File: a.config})
	if err != nil {
		return err
	}
	o := cfg.Cache
	if o == nil {
		return usageError(`remove "cache": false from the configuration`, "the project keeps nothing")
	}
	answer := cacheAnswer{limit: o.Limit()}
	if do == nil {
		answer.shared = a.askShared(ctx, *o)
	}
	dir := cache.Directory(cfg.Dir, *o, a.environment()[cache.Variable])
	switch {
	case dir == "" && answer.shared == nil:
		return usageError(`install the project's packages, or name a directory in "cache"`, "there is no node_modules to keep anything in")
	case dir != "":
		if err := answer.fill(dir, do); err != nil {
			return buildError{err}
		}
	}
	if a.json {
		return a.cacheJSON(cfg, answer)
	}
	return a.cacheText(cfg, answer)
}

// fill removes what is to go, and tells what is left.
func (c *cacheAnswer) fill(dir string, do func(dir string, limit asset.Size) (cache.Status, error)) error {
	if do != nil {
		removed, err := do(dir, c.limit)
		if err != nil {
			return err
		}
		c.removed = &removed
	}
	c.totals = cache.ReadTotals(dir)
	var err error
	c.status, err = cache.Read(dir)
	return err
}

// askShared tells whether the project's server answers; nil where it has none.
func (a *app) askShared(ctx context.Context, o cache.Options) *sharedAnswer {
	environment := a.environment()
	address := o.Server(environment)
	if address == "" {
		return nil
	}
	answer := &sharedAnswer{Address: cache.URLVariable, Writes: cache.MayWrite(environment), Signed: environment[cache.SecretVariable] != ""}
	server, err := remote.Open(ctx, address, cache.Timeout(environment, remote.Patience))
	if err == nil {
		answer.Address = server.String()
		began := time.Now()
		_, err = server.Has(strings.Repeat("0", 64))
		answer.Milliseconds = float64(time.Since(began).Round(100*time.Microsecond)) / float64(time.Millisecond)
		_ = server.Close() // it was only asked
	}
	if answer.Reachable = err == nil; err != nil {
		answer.Error = err.Error()
	}
	return answer
}

func (a *app) cacheJSON(cfg *config.Config, answer cacheAnswer) error {
	type part struct {
		Entries int        `json:"entries"`
		Bytes   asset.Size `json:"bytes"`
	}
	type totals struct {
		Since  time.Time  `json:"since"`
		Builds int        `json:"builds"`
		Hits   int        `json:"hits"`
		Misses int        `json:"misses"`
		Rate   float64    `json:"rate"`
		Bytes  asset.Size `json:"bytes"`
		Saved  int64      `json:"savedMilliseconds"`
	}
	out := struct {
		Directory string          `json:"directory,omitempty"`
		MaxSize   asset.Size      `json:"maxSize"`
		Oldest    *time.Time      `json:"oldest,omitempty"`
		Kinds     map[string]part `json:"kinds"`
		Removed   *part           `json:"removed,omitempty"`
		Totals    *totals         `json:"totals,omitempty"`
		Shared    *sharedAnswer   `json:"shared,omitempty"`
		part
	}{MaxSize: answer.limit, Kinds: map[string]part{}, Shared: answer.shared, part: part{answer.status.Entries, answer.status.Bytes}}
	if answer.status.Directory != "" {
		out.Directory = cfg.Name(answer.status.Directory)
	}
	if !answer.status.Oldest.IsZero() {
		out.Oldest = &answer.status.Oldest
	}
	for _, k := range answer.status.Kinds {
		out.Kinds[k.Name] = part{k.Entries, k.Bytes}
	}
	if r := answer.removed; r != nil {
		out.Removed = &part{r.Entries, r.Bytes}
	}
	if t := answer.totals; t.Builds > 0 {
		out.Totals = &totals{t.Since, t.Builds, t.Hits, t.Misses, t.Rate(), t.Bytes, t.Saved.Milliseconds()}
	}
	return json.NewEncoder(a.stdout).Encode(out)
}

func (a *app) cacheText(cfg *config.Config, answer cacheAnswer) error {
	var text strings.Builder
	say := func(format string, values ...any) { _, _ = fmt.Fprintf(&text, format+"\n", values...) } // a Builder takes everything
	s := answer.status
	if r := answer.removed; r != nil {
		say("removed  %d entries, %s", r.Entries, r.Bytes.Human())
	}
	if s.Directory != "" {
		say("cache    %s\nholds    %d entries, %s of %s", cfg.Name(s.Directory), s.Entries, s.Bytes.Human(), answer.limit.Human())
	}
	for _, k := range s.Kinds {
		say("  %-8s %d entries, %s", k.Name, k.Entries, k.Bytes.Human())
	}
	if !s.Oldest.IsZero() {
		say("oldest   last used %s", s.Oldest.Format(time.DateTime))
	}
	if t := answer.totals; t.Builds > 0 {
		say("hits     %.0f %% of %d results in builds since %s (%d), %v of work saved", 100*t.Rate(), t.Hits+t.Misses, t.Since.Format(time.DateTime), t.Builds, t.Saved.Round(100*time.Millisecond))
	}
	if h := answer.shared; h != nil {
		use := "only read"
		if h.Writes {
			use = "read and written"
		}
		if h.Signed {
			use += ", signed"
		}
		if h.Reachable {
			say("shared   %s answers in %.1f ms, %s", h.Address, h.Milliseconds, use)
		} else {
			say("shared   %s is of no use: %s", h.Address, h.Error)
		}
	}
	_, err := fmt.Fprint(a.stdout, text.String())
	return err
}
