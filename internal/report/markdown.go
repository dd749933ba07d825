package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/budgets"
)

// Marker is the first line of a Markdown report. A comment that starts with it
// is ours and can be replaced.
const Marker = "<!-- paintbox-report -->"

// markdownLimit is the number of characters that GitHub accepts in a comment.
// It is applied to bytes, which are never fewer.
const markdownLimit = 65_536

// markdown is a Markdown report being written. What no longer fits is left out
// from the end, with a note.
type markdown struct {
	out  strings.Builder
	left int // bytes
}

// A line says how things are, a table lists the budgets that are not kept, and
// another what has changed since the baseline. Everything else is folded: why,
// what to do, packages, files.
func writeMarkdown(w io.Writer, r *Report, _ Options) error {
	m := &markdown{left: markdownLimit - 256}
	m.add(Marker + "\n" + headline(r))
	m.budgets(&r.Verdict)
	list, changeHead := changes(r), changeHead(comparedBy(r))
	m.table("\n"+changeHead, changeRows(of(list, "total", "public", "entry", "route", "group", "precache")))
	m.reasons(&r.Verdict)
	m.fold("Packages that changed", packageHead, packageRows(&r.Verdict))
	m.fold("Files that changed", changeHead, changeRows(of(list, "file")))
	m.fold("Packages in several copies", "| package | copies | |\n| --- | ---: | --- |\n", copyRows(&r.Verdict))
	by := transferred(budgets.Measured(&r.Build), nil)
	m.fold("First visit of each entry and route", "| | files | raw | "+string(by)+" |\n| --- | ---: | ---: | ---: |\n", visitRows(&r.Build, by))
	m.fold("All files", fileHead(&r.Build), fileRows(&r.Build))
	m.fold("Notes", "", noteRows(r))
	m.fold("Warnings", "", warningRows(r.Build.Warnings))
	_, err := io.WriteString(w, m.out.String())
	return err
}

// headline is the one line that is read.
func headline(r *Report) string {
	v := &r.Verdict
	mark, text := "✅", "within budget"
	over, warned := len(v.With(budgets.StatusOver)), len(v.With(budgets.StatusWarn))
	switch {
	case over > 0:
		mark, text = "❌", plural(over, "budget")+" exceeded"
	case warned > 0:
		mark, text = "⚠️", plural(warned, "budget")+" to look at"
	case len(v.Results) == 0:
		mark, text = "ℹ️", "no budgets"
	}
	s := sizesOf(made(&r.Build)...)
	size := s.Raw.Human()
	if by := transferred(budgets.Measured(&r.Build), nil); by != budgets.MeasureRaw {
		size += ", " + s.by(by).Human() + " " + string(by)
	}
	if files := passed(&r.Build); len(files) > 0 {
		size += " and " + sizesOf(files...).Raw.Human() + " public, fonts and media"
	}
	line := fmt.Sprintf("### %s Paintbox: %s, %s", mark, text, size)
	if r.Baseline == nil {
		if r.Missing != "" {
			return line + " (not compared: the baseline " + code(r.Missing) + " does not exist)\n"
		}
		return line + " (not compared: no baseline)\n"
	}
	before := r.Baseline.Sizes["total"]
	by := comparedBy(r)
	now := r.Baseline.Like(r.Build, nil)["total"]
	change, unit := now.By(by)-before.By(by), " "+string(by)
	if by == budgets.MeasureRaw {
		unit = ""
	}
	if change == 0 && now.Raw == before.Raw {
		return line + " (as before)\n"
	}
	return line + " (" + signed(change) + unit + ")\n"
}

// add writes text if it fits.
func (m *markdown) add(text string) bool {
	if len(text) > m.left {
		return false
	}
	m.out.WriteString(text)
	m.left -= len(text)
	return true
}

// table writes rows as long as they fit, and how many did not.
func (m *markdown) table(head string, rows []string) {
	if len(rows) == 0 || !m.add(head) {
		return
	}
	const room = 64 // for the note
	for i, row := range rows {
		m.left -= room
		fits := m.add(row)
		m.left += room
		if !fits {
			m.add(fmt.Sprintf("\n… and %s more\n", thousands(len(rows)-i)))
			return
		}
	}
}

// fold writes a table that is closed until it is clicked.
func (m *markdown) fold(title, head string, rows []string) {
	const open, end = "\n<details><summary>%s</summary>\n\n", "\n</details>\n"
	start := fmt.Sprintf(open, title)
	if len(rows) == 0 || m.left < len(start)+len(head)+len(rows[0])+len(end)+128 {
		return
	}
	m.left -= len(end)
	m.add(start)
	m.table(head, rows)
	m.left += len(end)
	m.add(end)
}

// budgets lists what is not within its limit.
func (m *markdown) budgets(v *budgets.Verdict) {
	var rows []string
	for _, s := range []budgets.Status{budgets.StatusOver, budgets.StatusWarn, budgets.StatusNotCompared} {
		for _, r := range v.With(s) {
			mark := map[budgets.Status]string{budgets.StatusOver: "❌", budgets.StatusWarn: "⚠️", budgets.StatusNotCompared: "❔"}[s]
			rows = append(rows, fmt.Sprintf("| %s %s | %s |\n", mark, code(subject(r)), verdictText(r)))
		}
	}
	m.table("\n| budget | |\n| --- | --- |\n", rows)
}

// reasons says for each broken budget what fills it and what to do.
func (m *markdown) reasons(v *budgets.Verdict) {
	for _, r := range slices.Concat(v.With(budgets.StatusOver), v.With(budgets.StatusWarn)) {
		var rows []string
		for _, c := range r.Contributors {
			grown := ""
			if c.Grown != 0 {
				grown = ", " + signed(c.Grown) + " since the baseline"
			}
			rows = append(rows, fmt.Sprintf("- **%s** %s%s%s\n", c.Bytes.Human(), code(c.Name), grown, from(c)))
		}
		for _, advice := range r.Advice {
			rows = append(rows, "- → "+plain(advice)+"\n")
		}
		title := "What fills " + html(subject(r))
		if len(r.Advice) > 0 {
			title += ", and what to do"
		}
		m.fold(title, "", rows)
	}
}

func from(c budgets.Contributor) string {
	if chain := chainText(c); chain != "" {
		return "<br>from " + code(chain)
	}
	return ""
}

func changeHead(by budgets.Measure) string {
	return "| | raw | | " + string(by) + " | |\n| --- | ---: | ---: | ---: | ---: |\n"
}

func changeRows(list []change) []string {
	rows := make([]string, len(list))
	for i, c := range list {
		rows[i] = fmt.Sprintf("| %s | %s | %s | %s | %s |\n", code(strings.TrimPrefix(c.subject, "file ")),
			c.now.Raw.Human(), changeText(c, c.rawDelta()), c.now.By(c.by).Human(), changeText(c, c.delta()))
	}
	return rows
}

func changeText(c change, delta asset.Size) string {
	switch {
	case c.added:
		return "new"
	case c.remove:
		return "removed"
	case delta == 0:
		return "="
	}
	return signed(delta)
}

const packageHead = "| | before | now | |\n| --- | ---: | ---: | ---: |\n"

func packageRows(v *budgets.Verdict) []string {
	rows := make([]string, len(v.Growth))
	for i, g := range v.Growth {
		rows[i] = fmt.Sprintf("| %s | %s | %s | %s |\n", code(g.Package), g.Before.Human(), g.After.Human(), signed(g.After-g.Before))
	}
	return rows
}

func copyRows(v *budgets.Verdict) []string {
	rows := make([]string, len(v.Duplicates))
	for i, d := range v.Duplicates {
		copies := make([]string, len(d.Copies))
		for j, c := range d.Copies {
			copies[j] = code(c.Dir) + " " + c.Bytes.Human()
		}
		rows[i] = fmt.Sprintf("| %s | %d | %s |\n", code(d.Package), len(d.Copies), strings.Join(copies, "<br>"))
	}
	return rows
}

func visitRows(b *asset.Build, by budgets.Measure) []string {
	var rows []string
	for _, v := range visits(b) {
		s := sizesOf(v.files...)
		rows = append(rows, fmt.Sprintf("| %s | %s | %s | %s |\n", code(label(v.root)), strconv.Itoa(len(v.files)), s.Raw.Human(), s.by(by).Human()))
	}
	return rows
}

func fileHead(b *asset.Build) string {
	names, rules := "| |", "| --- |"
	for _, m := range columns(b) {
		names, rules = names+" "+string(m)+" |", rules+" ---: |"
	}
	return names + "\n" + rules + "\n"
}

func fileRows(b *asset.Build) []string {
	var rows []string
	list := columns(b)
	for _, s := range sections(b) {
		for _, f := range s.files {
			row := "| " + code(f.Path) + " |"
			for _, n := range sizesOf(f).in(list) {
				row += " " + n.Human() + " |"
			}
			rows = append(rows, row+"\n")
		}
	}
	return rows
}

func noteRows(r *Report) []string {
	list := noted(r)
	for i := range list {
		list[i] = "- " + plain(list[i]) + "\n"
	}
	return list
}

func warningRows(list []asset.Message) []string {
	rows := make([]string, len(list))
	for i, m := range list {
		rows[i] = "- " + plain(m.String()) + "\n"
	}
	return rows
}

// code writes a name so that nothing in it is markup or a mention of somebody
// (@mui), also inside a table.
func code(s string) string {
	if strings.ContainsAny(s, "`|\\") || strings.Contains(s, "##[") || strings.TrimSpace(s) != s || s == "" {
		return html(s)
	}
	return "`" + printable(s) + "`"
}

// plain writes a sentence so that nothing in it is markup, a link or a mention.
func plain(s string) string {
	var out strings.Builder
	for _, r := range printable(s) {
		switch {
		case r == '@':
			out.WriteString("@&#8203;")
		case strings.ContainsRune("\\`*_{}[]<>#|~&!", r):
			fmt.Fprintf(&out, "&#%d;", r)
		default:
			out.WriteRune(r)
		}
	}
	return strings.NewReplacer("://", "&#58;//", "www.", "www&#46;").Replace(out.String())
}

// html writes a name inside of an HTML element.
func html(s string) string { return "<code>" + plain(s) + "</code>" }
