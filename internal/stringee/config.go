package stringee

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"

	"hotro/internal/secret"
)

// Config says whose calls may be looked up. All of it is optional: without
// keys the program works and the card lacks the call's data.
type Config struct {
	// KeySID and KeySecret are an API key of the project (Communication API),
	// used for the call log.
	KeySID    string        `env:"STRINGEE_KEY_SID"`
	KeySecret secret.String `env:"STRINGEE_KEY_SECRET"`
	APIURL    string        `env:"STRINGEE_API_URL" envDefault:"https://api.stringee.com"`

	// StringeeX has its own host and its own sign-in: a ready token, or an
	// account's e-mail and password. XPortal chooses among an account's portals
	// by id or name; empty takes the first.
	XURL      string        `env:"STRINGEE_X_URL" envDefault:"https://api.stringeex.com"`
	XToken    secret.String `env:"STRINGEE_X_TOKEN"`
	XEmail    string        `env:"STRINGEE_X_EMAIL"`
	XPassword secret.String `env:"STRINGEE_X_PASSWORD"`
	XPortal   string        `env:"STRINGEE_X_PORTAL"`

	// XGroup is the group that tickets created in StringeeX go to; without it
	// none are created. XContact is the contact to use when the user's phone
	// and e-mail are unknown. XField is the key of a ticket text field that
	// takes the summary, beside the internal note.
	XGroup   string `env:"STRINGEE_X_GROUP"`
	XContact string `env:"STRINGEE_X_CONTACT"`
	XField   string `env:"STRINGEE_X_FIELD"`

	// Timeout bounds one look-up, all of its requests together.
	Timeout time.Duration `env:"STRINGEE_TIMEOUT" envDefault:"5s"`
}

// HasKey reports whether the Communication API can be asked.
func (c Config) HasKey() bool { return c.KeySID != "" && c.KeySecret.Set() }

// HasX reports whether StringeeX can be asked.
func (c Config) HasX() bool { return c.XToken.Set() || (c.XEmail != "" && c.XPassword.Set()) }

// Enabled reports whether calls can be looked up at all.
func (c Config) Enabled() bool { return c.HasKey() || c.HasX() }

// Tickets reports whether tickets can be created in StringeeX.
func (c Config) Tickets() bool { return c.HasX() && c.XGroup != "" }

// Check returns every fault of the configuration, joined.
func (c Config) Check() error {
	var faults []error
	if (c.KeySID == "") != !c.KeySecret.Set() {
		faults = append(faults, errors.New("STRINGEE_KEY_SID and STRINGEE_KEY_SECRET belong together: set both or neither"))
	}
	if (c.XEmail == "") != !c.XPassword.Set() {
		faults = append(faults, errors.New("STRINGEE_X_EMAIL and STRINGEE_X_PASSWORD belong together: set both or neither"))
	}
	if (c.XGroup != "" || c.XContact != "" || c.XField != "") && !c.HasX() {
		faults = append(faults, errors.New("STRINGEE_X_GROUP, _CONTACT and _FIELD need STRINGEE_X_TOKEN, or STRINGEE_X_EMAIL and STRINGEE_X_PASSWORD"))
	}
	if c.Enabled() {
		faults = append(faults, checkURL("STRINGEE_API_URL", c.APIURL), checkURL("STRINGEE_X_URL", c.XURL))
	}
	if c.Timeout < 0 {
		faults = append(faults, fmt.Errorf("STRINGEE_TIMEOUT: got %s, want a positive duration such as 5s", c.Timeout))
	}
	return errors.Join(faults...)
}

// checkURL wants https: the requests carry a token. Plain http is allowed for
// this machine only.
func checkURL(name, s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return fmt.Errorf("%s: want an address such as https://api.stringee.com", name)
	}
	if ip := net.ParseIP(u.Hostname()); u.Scheme == "http" && u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("%s: want https: the request carries a token", name)
	}
	return nil
}
