package chat

import (
	"log/slog"
	"net/url"
	"strings"
)

// Reason says why something failed, as a fact and not as a sentence: the key
// of the words in prompts/ and the values they speak of, written like the
// query of an address ("zalo.unknown_code?code=-9999"). It is stored as it is;
// whoever shows it makes the sentence, in the language of the reader.
//
// A stored text that is no key, such as a sentence that an older version
// wrote, is shown as it stands.
type Reason string

// causeValue names the value that holds a Reason of its own.
const causeValue = "cause"

// Because returns the reason with this key; pairs are name, value, name,
// value. A value that is empty is left out.
func Because(key string, pairs ...string) Reason {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			v.Set(pairs[i], pairs[i+1])
		}
	}
	if len(v) == 0 {
		return Reason(key)
	}
	return Reason(key + "?" + v.Encode())
}

// From returns the reason with another one behind it. Words speak of that as
// {cause}.
func (r Reason) From(cause Reason) Reason {
	if cause == "" {
		return r
	}
	pair := url.Values{causeValue: {string(cause)}}.Encode()
	if strings.Contains(string(r), "?") {
		return r + Reason("&"+pair)
	}
	return r + Reason("?"+pair)
}

// Key returns the key without the values.
func (r Reason) Key() string {
	key, _, _ := strings.Cut(string(r), "?")
	return key
}

// Phrasebook is the words of one language by key, as prompts.Say holds them.
type Phrasebook interface {
	Has(key string) bool
	T(key string, pairs ...string) string
}

// Words returns the reason as a sentence: the words of reason.<key> with each
// {name} filled in.
func (r Reason) Words(book Phrasebook) string {
	key, query, _ := strings.Cut(string(r), "?")
	if !book.Has("reason." + key) {
		return string(r)
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return book.T("reason." + key)
	}
	pairs := make([]string, 0, 2*len(values))
	for name, v := range values {
		value := v[0]
		if name == causeValue {
			value = Reason(value).Words(book)
		}
		pairs = append(pairs, name, value)
	}
	return book.T("reason."+key, pairs...)
}

// String returns the keys alone, that of the reason and of those behind it:
// a platform's own words, which a value may hold, belong to staff and not into
// a log.
func (r Reason) String() string {
	key, query, _ := strings.Cut(string(r), "?")
	if values, err := url.ParseQuery(query); err == nil && values.Has(causeValue) {
		return key + ": " + Reason(values.Get(causeValue)).String()
	}
	return key
}

// LogValue is what a log shows of a reason.
func (r Reason) LogValue() slog.Value { return slog.StringValue(r.String()) }
