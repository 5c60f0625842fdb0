package httpapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Gathered is what a person could read in a message of an undocumented shape.
type Gathered struct {
	Words    []string // titles and texts, the outer ones first, none twice
	URL      string   // the first web address
	Name     string   // of the file or the place
	Size     string
	Lat, Lon string
}

// How far Gather looks: what is deeper or longer was made to be a burden.
const (
	gatherDeep  = 6
	gatherWords = 20
	gatherLong  = 2000 // bytes of one word
)

// Gather looks for words, an address and a place anywhere in a JSON object,
// but not below the keys to skip: who sent it is no part of what was said.
func Gather(raw json.RawMessage, skip ...string) Gathered {
	var g Gathered
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if d.Decode(&v) == nil {
		g.walk("", v, skip, gatherDeep)
	}
	return g
}

func (g *Gathered) walk(key string, v any, skip []string, deep int) {
	switch v := v.(type) {
	case map[string]any:
		if deep == 0 {
			return
		}
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, outerFirst(v))
		for _, k := range keys {
			if !slices.Contains(skip, k) {
				g.walk(known(k, key), v[k], skip, deep-1)
			}
		}
	case []any:
		for _, one := range v {
			if deep > 0 {
				g.walk(key, one, skip, deep-1)
			}
		}
	case string, json.Number:
		if s := strings.TrimSpace(fmt.Sprint(v)); s != "" && len(s) <= gatherLong {
			g.take(key, s)
		}
	}
}

// known is the key to judge a value by: its own, or that of the words it stands
// in ({"text":{"value":"alo"}}) where its own says nothing.
func known(key, outer string) string {
	if meaning(key) == "" && meaning(outer) == "words" && !slices.Contains([]string{"id", "type"}, key) {
		return outer
	}
	return key
}

// meaning says what a value is by its key; "" where the key does not tell.
func meaning(key string) string {
	switch strings.ToLower(key) {
	case "lat", "latitude":
		return "lat"
	case "lon", "lng", "long", "longitude":
		return "lon"
	case "size", "file_size", "filesize":
		return "size"
	case "name", "file_name", "filename":
		return "name"
	case "text", "title", "subtitle", "description", "caption", "address", "phone", "phone_number", "display_name", "content", "body":
		return "words"
	}
	return ""
}

// outerFirst orders keys: plain values before what is nested, titles before the
// rest, and else by name, so that the same message reads the same each time.
func outerFirst(v map[string]any) func(a, b string) int {
	rank := func(k string) int {
		switch v[k].(type) {
		case map[string]any, []any:
			return 2
		}
		if k == "title" || k == "name" {
			return 0
		}
		return 1
	}
	return func(a, b string) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	}
}

// take keeps a value by what its key says it is.
func (g *Gathered) take(key, s string) {
	set := func(to *string) {
		if *to == "" {
			*to = s
		}
	}
	switch meaning(key) {
	case "lat":
		set(&g.Lat)
		return
	case "lon":
		set(&g.Lon)
		return
	case "size":
		set(&g.Size)
		return
	case "name":
		set(&g.Name)
	case "":
		if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
			return
		}
	}
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		set(&g.URL)
	}
	if len(g.Words) < gatherWords && !slices.Contains(g.Words, s) {
		g.Words = append(g.Words, s)
	}
}
