// Package styles makes the style sheets of a program: it cuts the sheet that the
// linker bundled for each root at the sources that it holds, and joins the pieces
// that the same roots bring.
//
//   - Takes: the model, with the sheet that the linker bundled for each root.
//   - Gives: Sheets that load nothing twice, in one order for the whole program (see
//     cascade), and which of them each root brings.
//   - Changes: nothing; nobody changes what Cut returned.
package styles

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
	"github.com/paintbox-build/paintbox/bundler/internal/cut"
	"github.com/paintbox-build/paintbox/bundler/internal/link"
	"github.com/paintbox-build/paintbox/bundler/internal/program"
)

// Sheets holds the style sheets of a program. What several entries or routes
// bring is in sheets of its own, so that nothing is loaded twice; the sheets stand
// in one order, their ranks, which every page keeps.
type Sheets struct {
	List     []Sheet         // by rank; those of no root are imported by others, or entries
	Warnings []asset.Message // of orders that contradict the sources
	byRoot   map[int][]int   // root → ranks, ascending
}

// Sheet is a final style sheet.
type Sheet struct {
	Name   string // file name, with its hash
	Base   string // what it is called after; no two sheets have the same
	Source string // the entry or route, "" where it belongs to several
	Data   []byte
	Map    []byte // its source map; nil without
	Shares []asset.Share
	Assets []string // names of files that it refers to
}

// Of lists the style sheets of a root by their ranks.
func (s *Sheets) Of(root int) []int { return s.byRoot[root] }

// cutter makes Sheets.
type cutter struct {
	p *program.Program
	*Sheets
	taken     map[string]bool
	pieces    []piece
	ids       map[pieceKey]int
	anonymous map[pieceKey]string // the names of layers without one
}

// region is what one source file adds to a style sheet of the linker.
type region struct {
	cut.SheetRegion
	text   []byte
	output string // the sheet's name
}

// Cut makes the style sheets of a program. Errors about the source are
// asset.Messages.
func Cut(p *program.Program) (*Sheets, error) {
	c := &cutter{p: p, taken: map[string]bool{}, Sheets: &Sheets{byRoot: map[int][]int{}}, ids: map[pieceKey]int{}, anonymous: map[pieceKey]string{}}
	brought := make([][]int, len(p.Roots))
	for r := range p.Roots {
		if name := p.Files[p.Roots[r].File].Sheet; name != "" {
			brought[r] = c.brought(p.Roots[r].Module, c.regionsOf(name))
		}
	}
	loaded := loadedStyles(p, brought)
	own := make([][]int, len(p.Roots))
	for r := range p.Roots {
		own[r] = slices.DeleteFunc(slices.Clone(brought[r]), func(piece int) bool { return loaded[r][piece] })
		if first := p.Settings.Env.SheetsFirst; first.From > 0 && (p.Roots[r].Starts() || first.Routes) {
			own[r] = c.packagesFirst(own[r], first.From, first.Both)
		}
	}
	if err := c.addRuns(cascade(own, loaded)); err != nil {
		return nil, err
	}
	for i, e := range p.Entries {
		if link.IsSheet(e.Source) {
			m := p.ModuleNamed(e.Source)
			if err := c.addEntry(asset.FileName(e.Name), e.Source, c.imported(m, c.regionsOf("entry-"+strconv.Itoa(i)+".css"))); err != nil {
				return nil, err
			}
		}
	}
	c.Warnings = c.contradictions(brought)
	return c.Sheets, nil
}

// addRuns makes the sheets that roots bring, in their order.
func (c *cutter) addRuns(runs []run) error {
	p := c.p
	for _, run := range runs {
		for _, pieces := range c.whole(run.pieces) {
			base, source := c.pieces[pieces[0]].base(p), ""
			if len(run.roots) == 1 {
				r := &p.Roots[run.roots[0]]
				base, source = r.Name, p.Modules[r.Module].Path
			}
			rank, err := c.add(base, source, pieces, nil)
			if err != nil {
				return err
			}
			for _, r := range run.roots {
				c.byRoot[r] = append(c.byRoot[r], rank)
			}
		}
	}
	return nil
}

// packagesFirst puts what installed packages bring before the rest, where that is
// so many bytes, or fewer and the rest is as many (see settings.SheetsFirst).
func (c *cutter) packagesFirst(own []int, from, both int) []int {
	const ofPackage, rest = 0, 1
	place := func(piece int) int {
		if slices.Contains(strings.Split(c.p.Modules[c.pieces[piece].module].Name, "/"), "node_modules") {
			return ofPackage
		}
		return rest
	}
	var bytes [rest + 1]int
	for _, piece := range own {
		bytes[place(piece)] += len(c.pieces[piece].from.text)
	}
	enough := bytes[ofPackage] >= from || both > 0 && min(bytes[ofPackage], bytes[rest]) >= both
	if !enough {
		return own
	}
	return slices.SortedStableFunc(slices.Values(own), func(a, b int) int { return place(a) - place(b) })
}

// regionsOf lists the parts of a style sheet of the linker by their modules.
func (c *cutter) regionsOf(name string) map[int]region {
	s := c.p.Sheets[name]
	parts := make(map[int]region, len(s.Regions))
	for _, r := range s.Regions {
		if m := c.p.ModuleNamed(r.Module); m >= 0 {
			parts[m] = region{r, s.Text[r.Start:r.End], name}
		}
	}
	return parts
}
