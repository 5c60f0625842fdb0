package wire_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hotro/internal/wire"
)

type kind string

// every has a field of each kind.
type every struct {
	Name  string            `json:"name"`
	Kind  kind              `json:"kind,omitempty"`
	N     int               `json:"n"`
	Big   int64             `json:"big,omitempty"`
	Yes   bool              `json:"yes,omitempty"`
	At    time.Time         `json:"at,omitzero"`
	Began time.Time         `json:"began"`
	Words []string          `json:"words,omitempty"`
	Ints  []int64           `json:"ints,omitempty"`
	Map   map[string]string `json:"map,omitempty"`
	Below []every           `json:"below,omitempty"`
	One   *every            `json:"one,omitempty"`
	In    inner             `json:"in"`
	Raw   json.RawMessage   `json:"raw,omitempty"`
	Grid  [][]inner         `json:"grid,omitempty"`
}

type inner struct {
	X string `json:"x,omitempty"`
}

func (e *every) Fields(c *wire.Codec) {
	wire.Text(c.Always(), "name", &e.Name)
	wire.Text(c, "kind", &e.Kind)
	wire.Int(c.Always(), "n", &e.N)
	wire.Int(c, "big", &e.Big)
	wire.Bool(c, "yes", &e.Yes)
	wire.Time(c, "at", &e.At)
	wire.Time(c.Always(), "began", &e.Began)
	wire.Texts(c, "words", &e.Words)
	wire.Ints(c, "ints", &e.Ints)
	wire.Map(c, "map", &e.Map)
	wire.List(c, "below", &e.Below)
	wire.Optional(c, "one", &e.One)
	wire.Inner(c, "in", &e.In)
	wire.Raw(c, "raw", &e.Raw)
	wire.Grid(c, "grid", &e.Grid)
}

func (i *inner) Fields(c *wire.Codec) { wire.Text(c, "x", &i.X) }

func anything(deep int) *rapid.Generator[every] {
	return rapid.Custom(func(t *rapid.T) every {
		words := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "lỗi \"mic\"", "a\\b\n\t\u2028\u2029\x00\x7f<&>", "\u00e9e\u0301 👍🏽", "bro\xffken"}))
		e := every{Name: words.Draw(t, "name"), Kind: kind(words.Draw(t, "kind")), N: rapid.Int().Draw(t, "n"), Big: rapid.Int64().Draw(t, "big"), Yes: rapid.Bool().Draw(t, "yes")}
		if rapid.Bool().Draw(t, "when") {
			e.At = time.Unix(rapid.Int64Range(-1e9, 1e10).Draw(t, "s"), rapid.Int64Range(0, 999999999).Draw(t, "ns")).In(time.FixedZone("", 3600*rapid.IntRange(-11, 12).Draw(t, "zone")))
		}
		e.Began = e.At.UTC()
		e.Words = rapid.SliceOfN(words, 0, 3).Draw(t, "words")
		e.Ints = rapid.SliceOfN(rapid.Int64(), 0, 3).Draw(t, "ints")
		e.Map = rapid.MapOfN(words, words, 0, 3).Draw(t, "map")
		e.In.X = words.Draw(t, "x")
		e.Grid = rapid.SliceOfN(rapid.SliceOfN(rapid.Map(words, func(s string) inner { return inner{s} }), 1, 2), 0, 2).Draw(t, "grid")
		e.Raw = json.RawMessage(rapid.SampledFrom([]string{"", `{"a":[1,-2.5e3,null,true,{}],"b":"\"}"}`, "[]", "7", `"x"`}).Draw(t, "raw"))
		if deep > 0 {
			e.Below = rapid.SliceOfN(anything(deep-1), 0, 3).Draw(t, "below")
			if rapid.Bool().Draw(t, "one") {
				one := anything(deep-1).Draw(t, "one")
				e.One = &one
			}
		}
		return e
	})
}

// standard is v as encoding/json writes it, without escapes for HTML.
func standard(t rapid.TB, v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// TestWritesWhatTheStandardWrites compares with encoding/json both ways.
func TestWritesWhatTheStandardWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anything(2).Draw(t, "v")
		got, err := wire.Append(nil, &v)
		if err != nil {
			t.Fatal(err)
		}
		want := standard(t, v)
		if !bytes.Equal(got, want) {
			t.Fatalf("written\n %s\nwant\n %s", got, want)
		}
		var read, standardRead every
		if err := wire.Decode(got, &read); err != nil {
			t.Fatalf("%v\n%s", err, got)
		}
		if err := json.Unmarshal(got, &standardRead); err != nil {
			t.Fatal(err)
		}
		if a, b := standard(t, read), standard(t, standardRead); !bytes.Equal(a, b) {
			t.Fatalf("read\n %s\nwant\n %s", a, b)
		}
	})
}

// TestReadsAnyOrder reads what others may have written: in another order, with
// spaces, with fields of a later version, with nulls.
func TestReadsAnyOrder(t *testing.T) {
	const text = ` { "later" : {"x":[1,{"y":"}"}]}, "in":{"new":1,"x":"i"}, "words" : [ "a" , "b" ], "n":-3, "one":null, "began":"2026-03-02T09:15:00+07:00",
		"below":[{"n":1},{"name":"\u0110\ud83d\udc4d\u00e9\/\ud800x"}], "also":null, "name":"last", "map":{"k":"v","a":"b"}, "yes":true }`
	var got, want every
	if err := wire.Decode([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(text), &want); err != nil {
		t.Fatal(err)
	}
	if a, b := standard(t, got), standard(t, want); !bytes.Equal(a, b) {
		t.Errorf("read\n %s\nwant\n %s", a, b)
	}
}

// TestBrokenText ends in an error that says where.
func TestBrokenText(t *testing.T) {
	whole := `{"name":"a\nb","n":1,"began":"2026-03-02T09:15:00Z","words":["x"],"map":{"k":"v"},"below":[{"n":2}],"in":{}}`
	for i := 1; i < len(whole); i++ {
		var v every
		if err := wire.Decode([]byte(whole[:i]), &v); err == nil || !strings.HasPrefix(err.Error(), "JSON at byte ") {
			t.Errorf("%q: error %v", whole[:i], err)
		}
	}
	for _, s := range []string{
		"", "[]", "7", `{"n":1.5}`, `{"n":"1"}`, `{"n":99999999999999999999}`, `{"name":1}`, `{"yes":0}`, `{"began":"yesterday"}`, `{"n":1}x`, `{"words":["a",]}`, `{"ints":["1"]}`, `{"ints":[1,]}`, `{"name":"\x"}`,
		`{"name":"\u12"}`, `{"n":1,}`, `{"n":1 "yes":true}`, `{n:1}`, `{"one":` + strings.Repeat(`{"one":`, 100) + `{}` + strings.Repeat("}", 101),
	} {
		var v every
		if err := wire.Decode([]byte(s), &v); err == nil {
			t.Errorf("%s is taken for %+v", s, v)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"name":"a","below":[{"n":1}],"map":{"k":"v"}}`))
	f.Add([]byte(`{"one":{"one":{}},"raw":[{"a":"\ud83d\udc4d"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var v every
		if wire.Decode(data, &v) != nil {
			return
		}
		out, err := wire.Append(nil, &v)
		if err != nil {
			return // a moment outside of what JSON can tell
		}
		var again every
		if err := wire.Decode(out, &again); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		twice, err := wire.Append(nil, &again)
		if err != nil || !reflect.DeepEqual(twice, out) {
			t.Fatalf("%s\nis read and written as\n%s (%v)", out, twice, err)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	v := every{Name: "FROM_NUMBER_NOT_FOUND", Words: []string{"một", "hai", "ba"}, Below: []every{{Name: "s68374802:cause0"}, {Name: "Có, đang dịch"}, {Name: "Gặp nhân viên"}}}
	data, err := wire.Append(nil, &v)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		var got every
		if err := wire.Decode(data, &got); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	v := every{Name: "FROM_NUMBER_NOT_FOUND", Words: []string{"một", "hai", "ba"}, Below: []every{{Name: "s68374802:cause0"}, {Name: "Có, đang dịch"}, {Name: "Gặp nhân viên"}}}
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if buf, err = wire.Append(buf[:0], &v); err != nil {
			b.Fatal(err)
		}
	}
}

// TestReadingCopiesNothing that stands in what is read as it is, however large.
func TestReadingCopiesNothing(t *testing.T) {
	const size = 1 << 20
	data := []byte(`{"name":"` + strings.Repeat("n", size) + `","raw":["` + strings.Repeat("r", size) + `"],"n":7}`)
	r := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			var e every
			if err := wire.Decode(data, &e); err != nil || e.N != 7 || len(e.Name) != size || len(e.Raw) != size+4 {
				b.Fatalf("read wrongly: %v", err)
			}
		}
	})
	if got := r.AllocedBytesPerOp(); got > size/100 {
		t.Errorf("reading %d bytes takes %d more", len(data), got)
	}
}

// TestAListByItself is written and read as the field of a struct is.
func TestAListByItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(anything(1), 0, 3).Draw(t, "list")
		got := wire.AppendList(nil, list)
		whole, err := wire.Append(nil, &every{Below: list})
		if err != nil {
			t.Fatal(err)
		}
		if len(list) > 0 && !bytes.Contains(whole, append([]byte(`"below":`), got...)) || len(list) == 0 && got != nil {
			t.Fatalf("written %s, want as in %s", got, whole)
		}
		read, err := wire.DecodeList[every](got)
		if err != nil {
			t.Fatal(err)
		}
		var field every
		if err := wire.Decode(whole, &field); err != nil {
			t.Fatal(err)
		}
		if a, b := standard(t, read), standard(t, field.Below); !bytes.Equal(a, b) {
			t.Fatalf("read\n %s\nwant\n %s", a, b)
		}
	})
	for _, broken := range []string{"{}", "7", `[{"n":1}`, `[{"n":1}]x`, `[{"n":"1"}]`} {
		if v, err := wire.DecodeList[every]([]byte(broken)); err == nil {
			t.Errorf("%s is taken for %+v", broken, v)
		}
	}
}
