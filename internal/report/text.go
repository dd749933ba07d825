package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
	"github.com/paintbox-build/paintbox/internal/ansi"
)

// The terminal report, top to bottom: what was built, the files by group with
// their sizes and how much of their limit they fill, what the first visit of
// each entry and route loads, source against shipped bytes, time and memory,
// warnings, and last, where the eye ends up, the budgets.

// widest is the most that the names take: a figure far from its name is hard to
// follow.
const widest = 54

// narrow is the width below which there are no bars, only percentages.
const narrow = 76

// visitsShown is how many entries and routes are listed: a site of a thousand
// pages has as many entries.
const visitsShown = 24

// Columns of the file table right of the names, beside those of sizes.
const (
	barColumn   = 8 // a limit's bar
	shareColumn = 5 // " 100%"
)

// terminal is the report for the terminal being written.
type terminal struct {
	*page
	names int // columns of the file names
	bars  int // columns of the bars

	known   []budgets.Measure // what the files were measured in
	columns []budgets.Measure // of the file table

	excused map[string]bool // files over their limit that are only warned about, by path
}

func writeText(w io.Writer, r *Report, o Options) error {
	t := &terminal{page: newPage(o), known: budgets.Measured(&r.Build), columns: columns(&r.Build), excused: map[string]bool{}}
	for _, res := range r.Verdict.With(budgets.StatusInfo) {
		if len(res.Files) == 1 {
			t.excused[res.Files[0]] = true
		}
	}
	if t.width >= narrow {
		t.bars = barColumn
	}
	t.names = min(t.width-len(t.columns)*sizeColumn-2-t.bars-shareColumn, longest(&r.Build)+3, widest)
	t.title(r)
	t.fileTable(r)
	t.visitTable(&r.Build)
	t.figures(r)
	t.warnings(r.Build.Warnings)
	t.noted(r)
	t.verdict(r)
	_, err := io.WriteString(w, t.out.String())
	return err
}

// longest is the number of columns that the file table's names take, or the
// first visits' where these are longer.
func longest(b *asset.Build) int {
	n := 24
	for _, f := range shipped(b) {
		n = max(n, cells(printable(f.Path)))
	}
	for _, root := range b.Roots {
		n = max(n, cells(printable(label(root))))
	}
	return n
}

func (t *terminal) title(r *Report) {
	what := printable(strings.TrimSpace("paintbox " + r.Version))
	files := shipped(&r.Build)
	rest := "  " + plural(len(files), "file")
	if r.Outdir != "" {
		rest += " in " + printable(r.Outdir)
	}
	if r.Run != nil {
		rest += ", " + duration(r.Run.Duration)
	}
	t.line(t.In(ansi.Bold, what), rest)
	t.line()
}

func (t *terminal) fileTable(r *Report) {
	head := left("", t.names)
	for _, m := range t.columns {
		head += right(string(m), sizeColumn)
	}
	t.line(t.In(ansi.Dim, head+"  "+right("limit", t.bars+shareColumn)))
	for _, s := range sections(&r.Build) {
		t.section(s)
	}
	sum := t.In(ansi.Bold, left("total", t.names)) + t.sizes(sizesOf(made(&r.Build)...), ansi.Bold)
	t.line(sum, t.maxBar(&r.Verdict, "total"))
	if files := passed(&r.Build); len(files) > 0 {
		t.line(left("public, fonts and media", t.names), t.sizes(sizesOf(files...), ""), t.maxBar(&r.Verdict, "public"))
	}
	if n, size := sourceMaps(&r.Build); n > 0 {
		t.line(t.In(ansi.Dim, fmt.Sprintf("%s not counted, %s", plural(n, "source map"), size.Human())))
	}
	if files := notices(&r.Build); len(files) > 0 {
		t.line(t.In(ansi.Dim, fmt.Sprintf("%s of licences not counted, %s", plural(len(files), "notice"), sizesOf(files...).Raw.Human())))
	}
	t.line()
}

// section lists a section's files, its sum on the heading where there are
// several.
func (t *terminal) section(s section) {
	title := strings.TrimPrefix(s.title, "group ")
	look := ansi.Bold
	if s.group {
		look = ansi.Bold + ";" + ansi.Cyan
	}
	if len(s.files) == 1 {
		t.line(t.In(look, printable(title)))
	} else {
		name := fit(printable(title), t.names-12)
		count := "  " + plural(len(s.files), "file")
		t.line(t.In(look, name), t.In(ansi.Dim, left(count, t.names-cells(name))), t.sizes(sizesOf(s.files...), ansi.Dim))
	}
	files, rest := s.files, []*asset.File(nil)
	if !t.all && len(files) > shown+1 {
		files, rest = files[:shown], files[shown:]
	}
	for _, f := range files {
		t.line("  ", t.fileName(f, t.names-2), t.sizes(sizesOf(f), ""), t.limitBar(f))
	}
	if rest != nil {
		t.line(t.In(ansi.Dim, left(fmt.Sprintf("  … %d smaller", len(rest)), t.names)), t.sizes(sizesOf(rest...), ansi.Dim))
	}
}

// fileName shows the directory dimmed, so that the name stands out.
func (t *terminal) fileName(f *asset.File, width int) string {
	name := left(printable(f.Path), width)
	cut := strings.LastIndexByte(name, '/') + 1
	return t.In(ansi.Dim, name[:cut]) + name[cut:]
}

func (t *terminal) sizes(s sizes, look ansi.Look) string {
	columns := ""
	for _, m := range t.columns {
		text := "–"
		if slices.Contains(t.known, m) {
			text = s.by(m).Human()
		}
		columns += right(text, sizeColumn)
	}
	return t.In(look, columns)
}

// limitBar shows how much of its limit a file fills. Being close to it is what
// the splitter aims at, so only a file over its limit has a colour.
func (t *terminal) limitBar(f *asset.File) string {
	if f.Limit <= 0 {
		return ""
	}
	n := asset.Size(len(f.Data))
	look := ansi.Green
	switch {
	case n > f.Limit && t.excused[f.Path]:
		look = ansi.Yellow
	case n > f.Limit:
		look = ansi.Red
	}
	return t.bar(n, f.Limit, look)
}

// maxBar shows how much of a subject's budget is used.
func (t *terminal) maxBar(v *budgets.Verdict, subject string) string {
	for _, r := range v.Results {
		if r.Subject == subject && r.Limit == budgets.LimitMax && r.Measure == budgets.MeasureRaw {
			return t.bar(r.Actual, r.Max, alarmLook(r))
		}
	}
	return ""
}

func alarmLook(r budgets.Result) ansi.Look {
	switch {
	case r.Status == budgets.StatusOver:
		return ansi.Red
	case r.Status == budgets.StatusWarn || r.Alarm >= 85:
		return ansi.Yellow
	}
	return ansi.Green
}

func (t *terminal) bar(n, limit asset.Size, look ansi.Look) string {
	drawn := left(bar(float64(n)/float64(limit), t.bars), t.bars)
	return "  " + t.In(look, drawn+right(percent(n, limit), shareColumn))
}

// visitTable lists what a browser with an empty cache loads.
func (t *terminal) visitTable(b *asset.Build) {
	list := visits(b)
	if len(list) == 0 {
		return
	}
	const count = 7
	by := transferred(t.known, nil)
	column := func(text string) string {
		if by == budgets.MeasureRaw { // which stands beside it
			text = ""
		}
		return right(text, sizeColumn)
	}
	names := t.names + sizeColumn - count
	t.line(t.In(ansi.Dim, left("first visit: scripts and styles", names)+right("files", count)+right("raw", sizeColumn)+column(string(by))))
	for i, v := range list {
		if i == visitsShown && len(list) > visitsShown+1 && !t.all {
			t.line(t.In(ansi.Dim, fmt.Sprintf("  … %d more", len(list)-i)))
			break
		}
		name := left(printable(label(v.root)), names-2)
		if v.root.Entry {
			name = t.In(ansi.Bold, name)
		}
		s := sizesOf(v.files...)
		t.line("  ", name, right(thousands(len(v.files)), count), right(s.Raw.Human(), sizeColumn), column(s.by(by).Human()))
	}
	t.limitsLine(list)
	t.line()
}

// limitsLine says what the limits of files cost the visits.
func (t *terminal) limitsLine(list []visit) {
	sum, worst := 0.0, &docLimits{}
	var at *visit
	for i := range list {
		if l := list[i].limits(); l != nil {
			sum += l.Share
			if l.Share > worst.Share {
				worst, at = l, &list[i]
			}
		}
	}
	if at == nil {
		return
	}
	text := fmt.Sprintf("limits cost %.1f%%, at most %.1f%% of %s; a larger %s gets most of it back", 100*sum/float64(len(list)), 100*worst.Share, printable(label(at.root)), worst.By)
	for i, line := range wrap(text, t.width-2) {
		if i > 0 {
			line = "  " + line
		}
		t.line(t.In(ansi.Dim, "  "+line))
	}
}

// figures compares what was written with what is shipped, and says what making
// it took.
func (t *terminal) figures(r *Report) {
	b := &r.Build
	if len(b.Environment) > 0 {
		t.line("env      ", printable(strings.Join(b.Environment, ", ")))
	}
	if b.SourceBytes > 0 {
		s := sizesOf(shipped(b)...)
		t.line("source   ", b.SourceBytes.Human(), " in ", plural(b.Modules, "module"))
		shipped := s.Raw.Human() + ", " + t.In(ansi.Bold, saving(s.Raw, b.SourceBytes))
		if by := transferred(t.known, nil); by != budgets.MeasureRaw {
			shipped += ", " + string(by) + " " + s.by(by).Human() + ", " + saving(s.by(by), b.SourceBytes)
		}
		t.line("shipped  ", shipped)
	}
	if r.Run != nil {
		stages := make([]string, len(r.Run.Stages))
		for i, s := range r.Run.Stages {
			stages[i] = s.Name + " " + duration(s.Duration)
		}
		head := "time     "
		for _, line := range wrap(strings.Join(stages, ", "), t.width-len(head)) {
			t.line(head, line)
			head = "         "
		}
		t.cache(r.Run)
		if r.Run.PeakMemory > 0 {
			t.line("memory   ", memory(r.Run.PeakMemory), " at its peak")
		}
	}
	if b.SourceBytes > 0 || r.Run != nil {
		t.line()
	}
}

// cache says how much of a build was kept from earlier ones.
func (t *terminal) cache(run *Run) {
	if run.Found {
		text := "nothing changed since an earlier build, which is published again"
		if run.Unchanged {
			text = "nothing changed since the last build, which is there already"
		}
		t.line("cache    ", text)
		return
	}
	var all CacheUse
	for _, u := range run.Cache {
		all.Hits += u.Hits
		all.Shared += u.Shared
		all.Misses += u.Misses
		all.Saved += u.Saved
	}
	n := all.Hits + all.Misses
	if n == 0 {
		return
	}
	shared := ""
	if all.Shared > 0 {
		shared = " (" + strconv.Itoa(all.Shared) + " from the shared cache)"
	}
	t.line("cache    ", strconv.Itoa(all.Hits), " of ", plural(n, "result"), " kept from earlier builds", shared, ", ", duration(all.Saved), " of work saved")
}

func (t *terminal) warnings(list []asset.Message) {
	if len(list) == 0 {
		return
	}
	for i, m := range list {
		if i == shown && len(list) > shown+1 && !t.all {
			t.line("  ", t.In(ansi.Dim, plural(len(list)-i, "more warning")))
			break
		}
		t.item(t.In(ansi.Yellow, "!"), printable(m.String()))
	}
	t.line()
}

// noted lists what is worth a line and asks for nothing.
func (t *terminal) noted(r *Report) {
	for _, line := range noted(r) {
		t.item(t.In(ansi.Cyan, "i"), line)
	}
	if len(noted(r)) > 0 {
		t.line()
	}
}

func sourceMaps(b *asset.Build) (n int, size asset.Size) {
	for _, f := range b.Files {
		if f.Kind == asset.KindMap {
			n, size = n+1, size+asset.Size(len(f.Data))
		}
	}
	return n, size
}
