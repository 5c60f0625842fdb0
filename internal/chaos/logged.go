package chaos

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
)

// logged is an error or a warning that a bot wrote, and how often.
type logged struct {
	bot, level, message, example string
	times                        int
}

func (l logged) String() string {
	return fmt.Sprintf("%s logged %d × %s %q: %s", l.bot, l.times, l.level, l.message, l.example)
}

// troubles are the errors and warnings in a bot's output, the most frequent
// first.
func troubles(r *replica) []logged {
	text, err := os.ReadFile(r.output)
	if err != nil {
		return []logged{{bot: r.name(), message: err.Error(), times: 1}}
	}
	var all []logged
	for line := range bytes.Lines(text) {
		var is struct{ Level, Msg, Err string }
		if json.Unmarshal(line, &is) != nil || is.Level != "ERROR" && is.Level != "WARN" {
			continue
		}
		at := slices.IndexFunc(all, func(l logged) bool { return l.message == is.Msg })
		if at < 0 {
			at, all = len(all), append(all, logged{bot: r.name(), level: is.Level, message: is.Msg, example: is.Err})
		}
		all[at].times++
	}
	slices.SortStableFunc(all, func(a, b logged) int { return cmp.Compare(b.times, a.times) })
	return all
}
