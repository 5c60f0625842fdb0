package web_test

import (
	"testing"

	"hotro/internal/web/webtest"
)

// TestInABrowser runs what only a browser can tell, in one Chromium: each
// story has a world and windows of its own.
func TestInABrowser(t *testing.T) {
	b := webtest.NewBrowser(t)
	for name, play := range map[string]func(*testing.T, *webtest.Browser){
		"story": story, "hands": hands, "pressed": underTheFinger, "lost connection": lostConnection, "store away": storeAway, "unsent": unsentGoesOut, "flooded": flooded, "stream held back": streamHeldBack,
		"attacks": nothingAnAttackerWritesRuns, "accessible": pagesAreAccessible, "tab order": tabOrder, "no script": noScript, "screenshots": screenshots,
		"drafts": draftsKeepTheirKind, "two answer one": twoAnswerOne, "users leave": usersLeave, "canned": cannedReplies, "reports": nothingIsCutOff,
		"typed at once": typedAtOnce, "covered": nothingIsCovered, "commands": commandsAreAsked, "closing": closingIsWarned, "from a link": fromALink, "in hand": inHand, "by keyboard": byKeyboard, "walk": walkIsOneLine, "widget": onAnotherSite, "widget on a phone": onAPhone,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			play(t, b.For(t))
		})
	}
}
