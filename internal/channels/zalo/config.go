package zalo

import (
	"strings"

	"hotro/internal/channels"
	"hotro/internal/pattern"
	"hotro/internal/secret"
)

// Config is what the operator sets. Rate is kept by the sending loop, not
// here; 0 lifts it.
type Config struct {
	AppID        string        `env:"ZALO_APP_ID"`
	AppSecret    secret.String `env:"ZALO_APP_SECRET"`
	OASecret     secret.String `env:"ZALO_OA_SECRET"` // several, with commas between: one each account, or two while one is replaced
	Signature    string        `env:"ZALO_SIGNATURE" envDefault:"strict"`
	RefreshToken secret.String `env:"ZALO_REFRESH_TOKEN"`
	AccessToken  secret.String `env:"ZALO_ACCESS_TOKEN"`
	APIURL       string        `env:"ZALO_API_URL" envDefault:"https://openapi.zalo.me"`
	OAuthURL     string        `env:"ZALO_OAUTH_URL" envDefault:"https://oauth.zaloapp.com"`
	Rate         int           `env:"ZALO_RATE" envDefault:"4000"` // calls a minute of the app
}

// What is done about a call whose signature does not fit.
const (
	SignatureStrict = "strict" // refused
	SignatureLog    = "log"    // answered 200 and dropped, with the reason in the log and in bot doctor: for a first set-up
)

var appForm = pattern.New(`^[A-Za-z0-9_-]{1,64}$`)

// Enabled reports whether Zalo is configured at all.
func (c Config) Enabled() bool { return c.AppID != "" }

// secrets are the keys that Zalo may sign with.
func (c Config) secrets() []string {
	return strings.FieldsFunc(c.OASecret.Reveal(), func(r rune) bool { return r == ',' || r == ' ' || r == '\n' })
}

// Validate returns all faults at once, joined. A Config without any value of
// its own is valid: Zalo is off.
func (c Config) Validate() error {
	var faults channels.Faults
	secrets := []struct {
		name, where string
		set, needed bool
	}{
		{"ZALO_APP_SECRET", "the app's page at developers.zalo.me", c.AppSecret.Set(), true},
		{"ZALO_OA_SECRET", "the app's Webhook page, once the account is linked", c.OASecret.Set(), true},
		{"ZALO_REFRESH_TOKEN", "", c.RefreshToken.Set(), false},
		{"ZALO_ACCESS_TOKEN", "", c.AccessToken.Set(), false},
	}
	for _, s := range secrets {
		switch {
		case c.Enabled() && s.needed && !s.set:
			faults.Add(s.name, "needed with ZALO_APP_ID; it stands on %s", s.where)
		case !c.Enabled() && s.set:
			faults.Add("ZALO_APP_ID", "needed with %s", s.name)
		}
	}
	if c.Enabled() && !appForm.MatchString(c.AppID) {
		faults.Add("ZALO_APP_ID", "got %q, want the app's number", c.AppID)
	}
	faults.Address("ZALO_API_URL", c.APIURL, "https://openapi.zalo.me")
	faults.Address("ZALO_OAUTH_URL", c.OAuthURL, "https://oauth.zaloapp.com")
	if c.Signature != "" && c.Signature != SignatureStrict && c.Signature != SignatureLog {
		faults.Add("ZALO_SIGNATURE", "got %q, want strict or log", c.Signature)
	}
	if c.Rate < 0 {
		faults.Add("ZALO_RATE", "got %d, want 0 (no limit) or a number of calls a minute", c.Rate)
	}
	return faults.Err()
}
