"""Drawings of the demonstration's products, in place of photographs."""

HEAD = """#set page(width: 90mm, height: 90mm, margin: 0pt, fill: rgb("#f4f6f8"))
#let steel = rgb("#8a99a8")
#let dark = rgb("#3c4a57")
#let blue = rgb("#1d4e6b")
#let shade(..colors) = gradient.linear(..colors, angle: 90deg)
#let at(x, y, body) = place(top + left, dx: x * 1mm, dy: y * 1mm, body)
"""
# By the first letters of the references: a pump on its volute, a finned motor, a frame, an air handler.
VIEWS = {
    "PC": (
        """#at(18, 26, circle(radius: 19mm, fill: gradient.radial(white, steel), stroke: 1.2pt + dark))
#at(30, 38, circle(radius: 7mm, fill: blue, stroke: 1pt + dark))
#at(40, 12, rect(width: 14mm, height: 18mm, fill: gradient.linear(steel, white, steel), stroke: 1.2pt + dark))
#at(36, 8, rect(width: 22mm, height: 5mm, fill: dark))
#at(52, 38, rect(width: 22mm, height: 14mm, fill: shade(white, steel), stroke: 1.2pt + dark))
#at(14, 66, rect(width: 62mm, height: 6mm, fill: dark))"""
    ),
    "MT": (
        """#at(20, 28, rect(width: 46mm, height: 32mm, radius: 4mm, fill: shade(white, blue), stroke: 1.2pt + dark))
#for i in range(9) { at(24 + i * 4.6, 28, rect(width: 1.2mm, height: 32mm, fill: dark.transparentize(50%))) }
#at(66, 40, rect(width: 14mm, height: 7mm, fill: shade(white, steel), stroke: 1pt + dark))
#at(34, 18, rect(width: 16mm, height: 11mm, radius: 1.5mm, fill: steel, stroke: 1.2pt + dark))
#at(24, 60, rect(width: 10mm, height: 8mm, fill: dark)) #at(52, 60, rect(width: 10mm, height: 8mm, fill: dark))"""
    ),
    "CH": (
        """#at(12, 40, rect(width: 66mm, height: 7mm, fill: shade(white, steel), stroke: 1.2pt + dark))
#for x in (16, 40, 66) { at(x, 47, rect(width: 7mm, height: 16mm, fill: steel, stroke: 1.2pt + dark)) }
#at(10, 63, rect(width: 70mm, height: 5mm, fill: dark))
#for x in (20, 34, 52, 68) { at(x, 42, circle(radius: 1.3mm, fill: dark)) }"""
    ),
    "CTA": (
        """#at(10, 26, rect(width: 70mm, height: 38mm, radius: 2mm, fill: shade(white, steel), stroke: 1.2pt + dark))
#for x in (33, 57) { at(x, 26, rect(width: .8mm, height: 38mm, fill: dark)) }
#at(15, 38, circle(radius: 7mm, fill: white, stroke: 1.2pt + dark)) #at(19, 42, circle(radius: 3mm, fill: blue))
#for y in (32, 38, 44, 50, 56) { at(60, y, rect(width: 16mm, height: 1.4mm, fill: dark.transparentize(40%))) }
#at(14, 64, rect(width: 8mm, height: 5mm, fill: dark)) #at(68, 64, rect(width: 8mm, height: 5mm, fill: dark))"""
    ),
}
# What the demonstration's offers are made of.
SHOWN = ("PC020-32F", "PC040-32X", "MT0400-44", "MT0750-55", "CH100", "CH160", "CTA120R")
