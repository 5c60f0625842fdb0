package limit

import (
	"net/http/httptest"
	"strings"
	"testing"
)

func TestClient(t *testing.T) {
	const near = "127.0.0.0/8, 10.0.0.0/8"
	for _, c := range []struct{ trusted, remote, forwarded, want string }{
		{"", "203.0.113.9:5000", "", "203.0.113.9"},
		{"", "127.0.0.1:5000", "198.51.100.1", "127.0.0.1"}, // nobody said that this is a proxy
		{"", "10.0.0.2:5000", "198.51.100.1", "10.0.0.2"},
		{near, "203.0.113.9:5000", "198.51.100.1", "203.0.113.9"}, // a stranger may say anything
		{near, "127.0.0.1:5000", "198.51.100.1", "198.51.100.1"},
		{near, "10.0.0.2:5000", "1.1.1.1, 198.51.100.1", "198.51.100.1"}, // only the last hop is the proxy's word
		{near, "10.0.0.2:5000", "1.1.1.1, 198.51.100.1, 10.0.0.3", "198.51.100.1"},
		{near, "10.0.0.2:5000", "10.0.0.4", "10.0.0.4"},
		{near, "10.0.0.2:5000", "rubbish", "10.0.0.2"},
		{"::1", "[::1]:5000", "2001:db8:1:2:3::1", "2001:db8:1:2::/64"},
		{"", "[2001:db8:1:2:ffff::9]:5000", "", "2001:db8:1:2::/64"}, // one machine has the whole network
		{"", "[::ffff:203.0.113.9]:5000", "", "203.0.113.9"},
	} {
		var list []string
		if c.trusted != "" {
			list = strings.Split(c.trusted, ",")
		}
		proxies, err := ParseProxies(list)
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := proxies.Client(r); got != c.want {
			t.Errorf("%s forwarded for %q, trusting %q: got %s, want %s", c.remote, c.forwarded, c.trusted, got, c.want)
		}
	}
	if _, err := ParseProxies([]string{"proxy.local"}); err == nil {
		t.Error("a name was taken for an address")
	}
}
