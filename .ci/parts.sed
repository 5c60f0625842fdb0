# What templ wrote, so that a part of a page is compiled once: inlined, its whole
# content would stand anew in each part that it stands in.
s|^func .* templ\.Component {$|//go:noinline\n&|
