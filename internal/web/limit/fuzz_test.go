package limit

import (
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

// FuzzClient gives any peer and any X-Forwarded-For: who is no proxy is
// counted by its own address whatever it says, and everybody as one address or
// one /64.
func FuzzClient(f *testing.F) {
	for _, s := range [][2]string{
		{"203.0.113.9:5000", "198.51.100.1"},
		{"10.0.0.2:5000", "1.1.1.1, 198.51.100.1"},
		{"10.0.0.2:5000", "rubbish"},
		{"10.0.0.2:5000", ""},
		{"[::1]:5000", "2001:db8:1:2:3::1"},
		{"[2001:db8:1:2:ffff::9]:5000", "::1"},
		{"[::ffff:10.0.0.2]:1", "::ffff:1.2.3.4"},
		{"@", "1.2.3.4"},
		{"10.0.0.2:5000", "[2001:db8::1]:80, 10.0.0.3"},
		{"10.0.0.2:5000", "fe80::1%eth0"},
		{"10.0.0.2:5000", strings.Repeat("10.0.0.1,", 50)},
		{"", ","},
	} {
		f.Add(s[0], s[1])
	}
	proxies, err := ParseProxies([]string{"10.0.0.0/8", "::1"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, remote, forwarded string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = remote
		alone := proxies.Client(r)
		r.Header.Set("X-Forwarded-For", forwarded)
		got := proxies.Client(r)
		at, ok := address(remote)
		if (!ok || !proxies.Trusts(at)) && got != alone {
			t.Errorf("%q, no proxy, is counted as %q by saying %q", remote, got, forwarded)
		}
		if !ok {
			return
		}
		if strings.Contains(got, "%") {
			t.Errorf("%q for %q: %q has a zone, of which there are as many as one likes", remote, forwarded, got)
		}
		p, err := netip.ParsePrefix(got)
		a, err2 := netip.ParseAddr(got)
		if (err != nil || p.Bits() != 64 || !p.Addr().Is6() || p != p.Masked()) && (err2 != nil || !a.Is4()) {
			t.Errorf("%q for %q: got %q, want an IPv4 address or an IPv6 network of 64 bits", remote, forwarded, got)
		}
	})
}
