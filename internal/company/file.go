package company

import (
	"fmt"
	"reflect"
	"strings"
)

// file is company.toml as it is written.
type file struct {
	Name        string          `toml:"name"`
	Product     Text            `toml:"product"`
	Greeting    Text            `toml:"greeting"`
	About       Text            `toml:"about"`
	Privacy     Text            `toml:"privacy"`
	Try         Text            `toml:"try"`
	Works       Text            `toml:"works"`
	Hours       string          `toml:"hours"`
	Integration string          `toml:"integration"`
	Reference   *referenceTable `toml:"reference"`
	Details     []detailTable   `toml:"detail"`
	Roles       []roleTable     `toml:"role"`
	Macros      []macroTable    `toml:"macro"`
	Things      []string        `toml:"things"`
}

type referenceTable struct {
	ID       string      `toml:"id"`
	Label    Text        `toml:"label"`
	Short    Text        `toml:"short"`
	Names    []string    `toml:"names"`
	Article  string      `toml:"article"`
	Grammar  string      `toml:"grammar"`
	Pattern  string      `toml:"pattern"`
	Examples []string    `toml:"examples"`
	Misses   []missTable `toml:"miss"`
}

type missTable struct {
	Pattern  string   `toml:"pattern"`
	Examples []string `toml:"examples"`
	Say      Text     `toml:"say"`
}

type detailTable struct {
	ID    string   `toml:"id"`
	Kind  Kind     `toml:"kind"`
	Label Text     `toml:"label"`
	Short Text     `toml:"short"`
	Names []string `toml:"names"`
	Own   bool     `toml:"own"`
}

type roleTable struct {
	ID    string   `toml:"id"`
	Label Text     `toml:"label"`
	Names []string `toml:"names"`
}

type macroTable struct {
	ID      string `toml:"id"`
	Title   Text   `toml:"title"`
	Text    Text   `toml:"text"`
	Article string `toml:"article"`
}

// UnmarshalTOML reads a text for all languages, or a table of one for each.
func (t *Text) UnmarshalTOML(v any) error {
	switch v := v.(type) {
	case string:
		*t = Text{"": strings.TrimSpace(v)}
		return nil
	case map[string]any:
		*t = Text{}
		for lang, s := range v {
			words, ok := s.(string)
			if !ok {
				return fmt.Errorf("%s: want text, got %v", lang, s)
			}
			(*t)[lang] = strings.TrimSpace(words)
		}
		return nil
	}
	return fmt.Errorf("want text, or {vi = \"…\", en = \"…\"}, got %v", v)
}

// keys returns every key that company.toml may hold.
func keys() []string {
	var out []string
	for _, t := range []reflect.Type{
		reflect.TypeFor[file](), reflect.TypeFor[referenceTable](), reflect.TypeFor[missTable](),
		reflect.TypeFor[detailTable](), reflect.TypeFor[roleTable](), reflect.TypeFor[macroTable](),
	} {
		for i := range t.NumField() {
			out = append(out, t.Field(i).Tag.Get("toml"))
		}
	}
	return out
}
