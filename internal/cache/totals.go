package cache

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/paintbox-build/paintbox/asset"
)

// Totals are what a directory did for all builds since a time. Builds that end at the
// same moment may count as one.
type Totals struct {
	Since  time.Time     `json:"since"`
	Builds int           `json:"builds"`
	Hits   int           `json:"hits"`
	Misses int           `json:"misses"`
	Bytes  asset.Size    `json:"bytes"` // of the results that were used
	Saved  time.Duration `json:"saved"` // what making them took when they were made
}

// Rate is the share of hits, between 0 and 1; 0 where nothing was asked for.
func (t Totals) Rate() float64 {
	if t.Hits+t.Misses == 0 {
		return 0
	}
	return float64(t.Hits) / float64(t.Hits+t.Misses)
}

const totalsFile = "totals.json"

// ReadTotals reads the totals of a directory; none where it has none.
func ReadTotals(dir string) Totals {
	data, err := os.ReadFile(filepath.Join(dir, totalsFile))
	if err != nil {
		return Totals{}
	}
	var t Totals
	if json.Unmarshal(data, &t) != nil {
		return Totals{} // it was torn, and begins anew
	}
	return t
}

// total adds the uses of this cache to the totals. What cannot be written is not
// counted.
func (c *Cache) total() {
	t := ReadTotals(c.tiers.Dir)
	asked := false
	for _, u := range c.Uses() {
		if slices.Contains(c.tiers.Ways, u.Kind) {
			continue
		}
		asked = true
		t.Hits += u.Hits
		t.Misses += u.Misses
		t.Bytes += u.Bytes
		t.Saved += u.Saved
	}
	if !asked {
		return
	}
	t.Builds++
	if t.Since.IsZero() {
		t.Since = time.Now()
	}
	data, err := json.Marshal(t)
	if err != nil {
		return
	}
	f, err := os.CreateTemp(c.tiers.Dir, temporary)
	if err != nil {
		return
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), filepath.Join(c.tiers.Dir, totalsFile))
	}
	if err != nil {
		_ = os.Remove(f.Name()) // nobody reads it
	}
}
