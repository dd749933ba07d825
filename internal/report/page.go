package report

import (
	"strings"

	"github.com/paintbox-build/paintbox/internal/ansi"
)

// page is a text for people being written, line by line.
type page struct {
	ansi.Paint
	out   strings.Builder
	width int // columns of a line
	all   bool
}

// shown is how many entries of a list are written before the rest is summed,
// unless all are.
const shown = 8

// sizeColumn holds "1000.9 KB" and a space.
const sizeColumn = 10

// newPage is an empty page. Its lines are between 60 and 120 columns wide, 80
// where nothing is said.
func newPage(o Options) *page {
	width := o.Width
	if width <= 0 {
		width = 80
	}
	return &page{Paint: ansi.Paint(o.Color), width: min(max(width, 60), 120), all: o.All}
}

// line ends a line; trailing spaces are cut.
func (p *page) line(parts ...string) {
	p.out.WriteString(ansi.Inert(strings.TrimRight(strings.Join(parts, ""), " ")))
	p.out.WriteByte('\n')
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
