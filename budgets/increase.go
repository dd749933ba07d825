package budgets

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paintbox-build/paintbox/asset"
)

// Increase is an allowed growth over the baseline: a number of bytes, or a
// percentage of the baseline's size. In JSON it is a string such as "2KB" or
// "5%", or a whole number of bytes. Zero allows no growth at all.
type Increase struct {
	Bytes   asset.Size // used where Percent is nil
	Percent *float64   // 5 is "5%"
}

// ParseIncrease reads "5%" or a size as asset.ParseSize does.
func ParseIncrease(text string) (Increase, error) {
	number, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	if !percent {
		n, err := asset.ParseSize(text)
		if err != nil {
			return Increase{}, fmt.Errorf("bad increase: %w, or a percentage such as \"5%%\"", err)
		}
		return Increase{Bytes: n}, nil
	}
	p, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || math.IsNaN(p) || p < 0 || p > 1000 {
		return Increase{}, fmt.Errorf("bad increase %q (write a percentage from \"0%%\" to \"1000%%\", or a size such as \"2KB\")", text)
	}
	return Increase{Percent: &p}, nil
}

// String writes the increase as ParseIncrease reads it.
func (i Increase) String() string {
	if i.Percent != nil {
		return strconv.FormatFloat(*i.Percent, 'g', -1, 64) + "%"
	}
	return i.Bytes.String()
}

// UnmarshalJSON accepts a string as ParseIncrease does, or a whole number of
// bytes.
func (i *Increase) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) != nil {
		text = string(data)
	}
	parsed, err := ParseIncrease(text)
	if err != nil {
		return err
	}
	*i = parsed
	return nil
}

// MarshalJSON writes the string form.
func (i Increase) MarshalJSON() ([]byte, error) { return json.Marshal(i.String()) }

// allowed is the growth in bytes that passes over a baseline of base bytes.
func (i Increase) allowed(base, floor asset.Size) asset.Size {
	if i.Percent == nil {
		return i.Bytes
	}
	return max(floor, asset.Size(min(float64(base)**i.Percent/100, math.MaxInt64/2)))
}

// defaultFloor is the growth that a percentage always allows. A renamed chunk
// changes eight letters in every file that imports it, and compressed letters
// differ in size: 5% of a 2 KB file must not fail for that.
const defaultFloor asset.Size = 256
