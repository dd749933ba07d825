package sourcemap

import "errors"

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// errMappings is the error of mappings that cannot be read.
var errMappings = errors.New("source map: malformed mappings")

// digitValues holds for each byte the value of it as a digit, 64 for other
// bytes.
func digitValues() *[256]byte {
	var values [256]byte
	for i := range values {
		values[i] = 64
	}
	for i := range len(digits) {
		values[digits[i]] = byte(i)
	}
	return &values
}

// appendVLQ writes a number: the sign in the lowest bit, five bits to a digit,
// the lowest first.
func appendVLQ(to []byte, n int) []byte {
	v := n << 1
	if n < 0 {
		v = -n<<1 | 1
	}
	for v >= 32 {
		to = append(to, digits[v&31|32])
		v >>= 5
	}
	return append(to, digits[v])
}

// segment is one mapping as it is written: a place in the generated text and
// where it comes from. Lines and columns count from 0, columns in UTF-16 code
// units.
type segment struct {
	line, column int
	source       int // -1 where it comes from no source
	fromLine     int
	fromColumn   int
	name         int // -1 for none
}

// reader collects the fields of one mapping after the other. Each number is
// written as the difference to the one before.
type reader struct {
	at     segment
	fields [5]int
	n      int
}

// segment ends a mapping; ok tells whether there was one.
func (r *reader) segment() (s segment, ok bool, err error) {
	r.at.column += r.fields[0]
	s = segment{line: r.at.line, column: r.at.column, source: -1, name: -1}
	switch r.n {
	case 0:
		return s, false, nil
	case 1:
	case 4, 5:
		r.at.source += r.fields[1]
		r.at.fromLine += r.fields[2]
		r.at.fromColumn += r.fields[3]
		s.source, s.fromLine, s.fromColumn = r.at.source, r.at.fromLine, r.at.fromColumn
		if r.n == 5 {
			r.at.name += r.fields[4]
			s.name = r.at.name
		}
	default:
		return s, false, errMappings
	}
	r.n, r.fields = 0, [5]int{}
	return s, true, nil
}

// eachSegment calls visit for every mapping, in the order of the generated
// text.
func eachSegment(mappings string, visit func(segment)) error {
	values := digitValues()
	var r reader
	v, shift := 0, 0
	for i := range len(mappings) + 1 {
		if i == len(mappings) || mappings[i] == ',' || mappings[i] == ';' {
			s, ok, err := r.segment()
			if err != nil || shift > 0 {
				return errMappings
			}
			if ok {
				visit(s)
			}
			if i < len(mappings) && mappings[i] == ';' {
				r.at.line++
				r.at.column = 0
			}
			continue
		}
		d := int(values[mappings[i]])
		if d == 64 || r.n == len(r.fields) || shift > 30 {
			return errMappings
		}
		v |= d & 31 << shift
		if shift += 5; d&32 != 0 {
			continue
		}
		r.fields[r.n] = v >> 1
		if v&1 != 0 {
			r.fields[r.n] = -r.fields[r.n]
		}
		r.n++
		v, shift = 0, 0
	}
	return nil
}
