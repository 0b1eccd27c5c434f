"""The mark: three words and a picture by which the user knows Keystow's own window (design 2.1).

The words are ours and none of them is a BIP-39 word, so that a mark is never mistaken for a part
of a recovery phrase.
"""

import re
from dataclasses import dataclass

RANDOM_BYTES = 4
"""What `make` takes: one byte a word, one for the picture."""

_PICTURES = """
    lighthouse anchor kettle bicycle umbrella cactus lantern teapot balloon mountain sailboat
    windmill acorn pear mushroom snail whale heron fox owl hedgehog turtle bee butterfly tulip fern
    pinecone bridge barn tent canoe compass drum violin clock scissors spoon button comet moon
    """

_WORDS = """
    almond amber anvil apricot apron aspen attic badger bagel bakery banjo barley basil bathtub
    beacon beagle beaver beetle berry birch biscuit bobbin bonfire bonnet bookcase boulder
    bouquet bramble brook bucket buffet bugle bunny burrow camel candle caramel cardigan
    carnival carrot cashew cedar cellar chestnut chisel cider cinder clover cobalt cobble cocoa
    collie cottage cougar cove crayon crocus cupcake cymbal cypress daffodil dahlia daisy delta
    denim dingo doorbell duckling dumpling easel ebony ember emerald falcon feather fennel
    ferret fiddle fjord flamingo flannel flask flute freckle gable garnet gazelle gecko geyser
    glacier goblet gosling granite gravel gull hammock hare harp hazel heather hickory iceberg
    igloo indigo iris jackdaw jasmine jersey jetty jigsaw juniper kayak kelp kernel kestrel
    koala ladle lagoon lark lavender leek lentil lettuce lilac lily limestone linen llama locket
    lynx macaw magnolia magpie mallard marigold marmot marsh melon millet mint mitten moor moose
    mosaic moss mulberry mustang nectar nettle newt nutmeg oatmeal oboe octopus onyx opal
    oregano oriole osprey otter pansy papaya paprika parsley pastry peach pebble penguin peony
    pewter pheasant pickle pine plaid plum pocket poplar poppy prairie pretzel puffin pulley
    puma quail quarry quill quince radish raisin reed reef rhubarb robin rosemary rowan ruby
    rudder saffron sage sandal sapphire satin saucer scallop scarf seagull seal sesame shamrock
    skylark sleigh slipper snowdrop sparrow spatula spinach sponge spruce starling stork sundial
    sunflower swan sycamore tapestry tartan teal thicket thimble thistle thrush thyme tinsel
    toffee topaz toucan tractor trellis trombone trout truffle tugboat tundra turnip vanilla
    vine wafer waffle walrus waterfall wharf wicker willow wombat wren yarn
    """

PICTURES = tuple(_PICTURES.split())
WORDS = tuple(_WORDS.split())
"""Exactly 256, so that a byte chooses one without bias."""

_SHAPE = re.compile(r"(?:[a-z]{2,16} ){3}[a-z]{2,16}")


@dataclass(frozen=True, slots=True)
class Mark:
    """Three words with single spaces and the name of a picture; ValueError for any other shape.

    Words and names that this version's lists lack are kept: a later version may have written them.
    """

    words: str
    picture: str

    def __post_init__(self) -> None:
        if not _SHAPE.fullmatch(f"{self.words} {self.picture}"):
            raise ValueError("not a mark")


def chosen(words: str, picture: str) -> Mark:
    """Return the mark that a person picked; ValueError where the lists lack a part of it."""
    mark = Mark(words, picture)
    if not set(words.split(" ")) <= set(WORDS) or picture not in PICTURES:
        raise ValueError("not a mark of ours")
    return mark


def make(random: bytes) -> Mark:
    """Choose a mark by RANDOM_BYTES random bytes; ValueError for another number of them."""
    if len(random) != RANDOM_BYTES:
        raise ValueError("a mark is made of four random bytes")
    words = " ".join(WORDS[byte] for byte in random[:3])
    # 256 isn't a multiple of 40: some pictures come a sixth more often, which guards nothing.
    return Mark(words, PICTURES[random[3] % len(PICTURES)])
