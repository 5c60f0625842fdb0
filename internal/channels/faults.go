package channels

import (
	"errors"
	"fmt"
	"net/url"
)

// The ways in which arrivals come from a platform that has both.
const (
	ModePoll    = "poll"
	ModeWebhook = "webhook"
)

// Faults gathers what is wrong with a platform's settings. Each fault begins
// with the name of its variable and says what to write.
type Faults struct{ list []error }

// Add notes a fault of a variable.
func (f *Faults) Add(name, format string, args ...any) {
	f.list = append(f.list, fmt.Errorf(name+": "+format, args...))
}

// Address notes a value that is not the address of an API.
func (f *Faults) Address(name, value, example string) {
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") || u.RawQuery != "" || u.User != nil {
		f.Add(name, "want an address such as %s", example)
	}
}

// Mode notes a value that is no mode.
func (f *Faults) Mode(name, value string) {
	if value != ModePoll && value != ModeWebhook {
		f.Add(name, "got %q, want poll or webhook", value)
	}
}

// Err returns all faults, joined; nil when there is none.
func (f *Faults) Err() error { return errors.Join(f.list...) }
