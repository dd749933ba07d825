package sourcemap

// Edit says that bytes of a text were replaced by others, on one line.
type Edit struct {
	Pos      int // offset of the first
	Old, New int // how many there were, and are
}

// Edits are changes to a text, in ascending order. What they put there is ASCII
// and of one line. The zero Edits change nothing.
type Edits struct {
	Text []byte // before them
	List []Edit
}

// mover finds the new columns of places in a text that was edited. Places have
// to be looked up in the order of the text.
type mover struct {
	places []movedPlace
	next   int
	line   int
	by     int
}

// movedPlace is where what follows an edit stood before it, in UTF-16 code
// units, and how much further it stands now than the edits before it tell.
type movedPlace struct{ line, column, by int }

func newMover(edits Edits) *mover {
	m := &mover{places: make([]movedPlace, 0, len(edits.List))}
	text, t := edits.Text, NewText(edits.Text)
	line, at, column := 0, 0, 0
	advance := func(to int) {
		for line+1 < len(t.lines) && int(t.lines[line+1]) <= to {
			line++
			at, column = int(t.lines[line]), 0
		}
		for ; at < to; at++ {
			column += units(text[at])
		}
	}
	for _, e := range edits.List {
		advance(e.Pos)
		start := column
		advance(e.Pos + e.Old)
		m.places = append(m.places, movedPlace{line, column, e.New - (column - start)})
	}
	return m
}

// units is how many UTF-16 code units begin with a byte of UTF-8.
func units(c byte) int {
	switch {
	case c >= 0xF0:
		return 2
	case c >= 0x80 && c < 0xC0:
		return 0
	}
	return 1
}

// column is the new column of a place.
func (m *mover) column(line, column int) int {
	if line != m.line {
		m.line, m.by = line, 0
	}
	for ; m.next < len(m.places); m.next++ {
		p := m.places[m.next]
		if p.line > line || p.line == line && p.column > column {
			break
		}
		if p.line == line {
			m.by += p.by
		}
	}
	return column + m.by
}
