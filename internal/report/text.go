package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

// The terminal report, top to bottom: what was built, the files by group with
// their sizes and how much of their limit they fill, what the first visit of
// each entry and route loads, source against shipped bytes, time and memory,
// warnings, and last, where the eye ends up, the budgets.

// Columns of the file table right of the names.
const (
	sizeColumn  = 10 // "1000.9 KB" and a space
	barColumn   = 8  // a limit's bar
	shareColumn = 5  // " 100%"
)

// widest is the most that the names take: a figure far from its name is hard to
// follow.
const widest = 54

// narrow is the width below which there are no bars, only percentages.
const narrow = 76

// shown is how many files of a section are listed before the rest is summed.
const shown = 8

// visitsShown is how many entries and routes are listed: a site of a thousand
// pages has as many entries.
const visitsShown = 24

// page is a text report being written.
type page struct {
	paint
	out   strings.Builder
	width int // columns of a line
	names int // columns of the file names
	bars  int // columns of the bars
	all   bool

	known   []budgets.Measure // what the files were measured in
	columns []budgets.Measure // of the file table

	excused map[string]bool // files over their limit that are only warned about, by path
}

func writeText(w io.Writer, r *Report, o Options) error {
	p := &page{paint: paint(o.Color), width: o.Width, all: o.All, known: budgets.Measured(&r.Build), columns: columns(&r.Build), excused: map[string]bool{}}
	for _, res := range r.Verdict.With(budgets.StatusInfo) {
		if len(res.Files) == 1 {
			p.excused[res.Files[0]] = true
		}
	}
	if p.width <= 0 {
		p.width = 80
	}
	p.width = min(max(p.width, 60), 120)
	if p.width >= narrow {
		p.bars = barColumn
	}
	p.names = min(p.width-len(p.columns)*sizeColumn-2-p.bars-shareColumn, longest(&r.Build)+3, widest)
	p.title(r)
	p.fileTable(r)
	p.visitTable(&r.Build)
	p.figures(r)
	p.warnings(r.Build.Warnings)
	p.noted(r)
	p.verdict(r)
	_, err := io.WriteString(w, p.out.String())
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

// line ends a line; trailing spaces are cut.
func (p *page) line(parts ...string) {
	p.out.WriteString(strings.TrimRight(strings.Join(parts, ""), " "))
	p.out.WriteByte('\n')
}

func (p *page) title(r *Report) {
	what := printable(strings.TrimSpace("paintbox " + r.Version))
	files := shipped(&r.Build)
	rest := "  " + plural(len(files), "file")
	if r.Outdir != "" {
		rest += " in " + printable(r.Outdir)
	}
	if r.Run != nil {
		rest += ", " + duration(r.Run.Duration)
	}
	p.line(p.in(bold, what), rest)
	p.line()
}

func (p *page) fileTable(r *Report) {
	head := left("", p.names)
	for _, m := range p.columns {
		head += right(string(m), sizeColumn)
	}
	p.line(p.in(dim, head+"  "+right("limit", p.bars+shareColumn)))
	for _, s := range sections(&r.Build) {
		p.section(s)
	}
	sum := p.in(bold, left("total", p.names)) + p.sizes(sizesOf(made(&r.Build)...), bold)
	p.line(sum, p.maxBar(&r.Verdict, "total"))
	if files := passed(&r.Build); len(files) > 0 {
		p.line(left("public, fonts and media", p.names), p.sizes(sizesOf(files...), ""), p.maxBar(&r.Verdict, "public"))
	}
	if n, size := sourceMaps(&r.Build); n > 0 {
		p.line(p.in(dim, fmt.Sprintf("%s not counted, %s", plural(n, "source map"), size.Human())))
	}
	if files := notices(&r.Build); len(files) > 0 {
		p.line(p.in(dim, fmt.Sprintf("%s of licences not counted, %s", plural(len(files), "notice"), sizesOf(files...).Raw.Human())))
	}
	p.line()
}

// section lists a section's files, its sum on the heading where there are
// several.
func (p *page) section(s section) {
	title := strings.TrimPrefix(s.title, "group ")
	look := bold
	if s.group {
		look = bold + ";" + cyan
	}
	if len(s.files) == 1 {
		p.line(p.in(look, printable(title)))
	} else {
		name := fit(printable(title), p.names-12)
		count := "  " + plural(len(s.files), "file")
		p.line(p.in(look, name), p.in(dim, left(count, p.names-cells(name))), p.sizes(sizesOf(s.files...), dim))
	}
	files, rest := s.files, []*asset.File(nil)
	if !p.all && len(files) > shown+1 {
		files, rest = files[:shown], files[shown:]
	}
	for _, f := range files {
		p.line("  ", p.fileName(f, p.names-2), p.sizes(sizesOf(f), ""), p.limitBar(f))
	}
	if rest != nil {
		p.line(p.in(dim, left(fmt.Sprintf("  … %d smaller", len(rest)), p.names)), p.sizes(sizesOf(rest...), dim))
	}
}

// fileName shows the directory dimmed, so that the name stands out.
func (p *page) fileName(f *asset.File, width int) string {
	name := left(printable(f.Path), width)
	cut := strings.LastIndexByte(name, '/') + 1
	return p.in(dim, name[:cut]) + name[cut:]
}

func (p *page) sizes(s sizes, look string) string {
	columns := ""
	for _, m := range p.columns {
		text := "–"
		if slices.Contains(p.known, m) {
			text = s.by(m).Human()
		}
		columns += right(text, sizeColumn)
	}
	return p.in(look, columns)
}

// limitBar shows how much of its limit a file fills. Being close to it is what
// the splitter aims at, so only a file over its limit has a colour.
func (p *page) limitBar(f *asset.File) string {
	if f.Limit <= 0 {
		return ""
	}
	n := asset.Size(len(f.Data))
	look := green
	switch {
	case n > f.Limit && p.excused[f.Path]:
		look = yellow
	case n > f.Limit:
		look = red
	}
	return p.bar(n, f.Limit, look)
}

// maxBar shows how much of a subject's budget is used.
func (p *page) maxBar(v *budgets.Verdict, subject string) string {
	for _, r := range v.Results {
		if r.Subject == subject && r.Limit == budgets.LimitMax && r.Measure == budgets.MeasureRaw {
			return p.bar(r.Actual, r.Max, alarmLook(r))
		}
	}
	return ""
}

func alarmLook(r budgets.Result) string {
	switch {
	case r.Status == budgets.StatusOver:
		return red
	case r.Status == budgets.StatusWarn || r.Alarm >= 85:
		return yellow
	}
	return green
}

func (p *page) bar(n, limit asset.Size, look string) string {
	drawn := left(bar(float64(n)/float64(limit), p.bars), p.bars)
	return "  " + p.in(look, drawn+right(percent(n, limit), shareColumn))
}

// visitTable lists what a browser with an empty cache loads.
func (p *page) visitTable(b *asset.Build) {
	list := visits(b)
	if len(list) == 0 {
		return
	}
	const count = 7
	by := transferred(p.known, nil)
	column := func(text string) string {
		if by == budgets.MeasureRaw { // which stands beside it
			text = ""
		}
		return right(text, sizeColumn)
	}
	names := p.names + sizeColumn - count
	p.line(p.in(dim, left("first visit: scripts and styles", names)+right("files", count)+right("raw", sizeColumn)+column(string(by))))
	for i, v := range list {
		if i == visitsShown && len(list) > visitsShown+1 && !p.all {
			p.line(p.in(dim, fmt.Sprintf("  … %d more", len(list)-i)))
			break
		}
		name := left(printable(label(v.root)), names-2)
		if v.root.Entry {
			name = p.in(bold, name)
		}
		s := sizesOf(v.files...)
		p.line("  ", name, right(thousands(len(v.files)), count), right(s.Raw.Human(), sizeColumn), column(s.by(by).Human()))
	}
	p.line()
}

// figures compares what was written with what is shipped, and says what making
// it took.
func (p *page) figures(r *Report) {
	b := &r.Build
	if len(b.Environment) > 0 {
		p.line("env      ", strings.Join(b.Environment, ", "))
	}
	if b.SourceBytes > 0 {
		s := sizesOf(shipped(b)...)
		p.line("source   ", b.SourceBytes.Human(), " in ", plural(b.Modules, "module"))
		shipped := s.Raw.Human() + ", " + p.in(bold, saving(s.Raw, b.SourceBytes))
		if by := transferred(p.known, nil); by != budgets.MeasureRaw {
			shipped += ", " + string(by) + " " + s.by(by).Human() + ", " + saving(s.by(by), b.SourceBytes)
		}
		p.line("shipped  ", shipped)
	}
	if r.Run != nil {
		stages := make([]string, len(r.Run.Stages))
		for i, s := range r.Run.Stages {
			stages[i] = s.Name + " " + duration(s.Duration)
		}
		head := "time     "
		for _, line := range wrap(strings.Join(stages, ", "), p.width-len(head)) {
			p.line(head, line)
			head = "         "
		}
		if r.Run.PeakMemory > 0 {
			p.line("memory   ", memory(r.Run.PeakMemory), " at its peak")
		}
	}
	if b.SourceBytes > 0 || r.Run != nil {
		p.line()
	}
}

func (p *page) warnings(list []asset.Message) {
	if len(list) == 0 {
		return
	}
	for i, m := range list {
		if i == shown && len(list) > shown+1 && !p.all {
			p.line("  ", p.in(dim, plural(len(list)-i, "more warning")))
			break
		}
		p.item(p.in(yellow, "!"), printable(m.String()))
	}
	p.line()
}

// noted lists what is worth a line and asks for nothing.
func (p *page) noted(r *Report) {
	for _, line := range noted(r) {
		p.item(p.in(cyan, "i"), line)
	}
	if len(noted(r)) > 0 {
		p.line()
	}
}

// item writes a wrapped paragraph behind a mark.
func (p *page) item(mark, text string) {
	for i, line := range wrap(text, p.width-2) {
		if i > 0 {
			mark = " "
		}
		p.line(mark, " ", line)
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
