/**
 * Hunts for wrong prices: an old price, shipping, a rating or an instalment taken for the price, a number read in the wrong
 * country's notation, a price invented on a page that has none. Each page is the shape of a real kind of shop.
 */
import { describe, expect, it } from 'vitest';
import { extractFrom } from '../../../src/worker/tools/extract/extract.ts';

const price = async (source: string) => (await extractFrom({ source, field: 'price' }, { pagesDir: '/nowhere' })).value;
const page = (body: string, head = '') =>
  `<!doctype html><html><head><title>Kettle</title>${head}</head><body>${body}</body></html>`;
const jsonLd = (value: unknown) =>
  `<script type="application/ld+json">${typeof value === 'string' ? value : JSON.stringify(value)}</script>`;
const noise =
  '<p>Was <del>$129.99</del></p><p>Shipping: $4.99</p><p>Rated 4.6 out of 5 (1,204 reviews)</p><p>Free delivery on orders over $35</p>';

const PAGES: [string, number, string][] = [
  [
    'JSON-LD with one offer',
    89.5,
    page(
      `<h1>Kettle</h1>${noise}`,
      jsonLd({
        '@context': 'https://schema.org',
        '@type': 'Product',
        name: 'Kettle',
        offers: { '@type': 'Offer', price: '89.50', priceCurrency: 'USD' },
      }),
    ),
  ],
  [
    'JSON-LD with a price that is a number',
    129,
    page('', jsonLd({ '@type': 'Product', offers: { '@type': 'Offer', price: 129 } })),
  ],
  [
    'JSON-LD inside @graph with the offer by reference',
    49.9,
    page(
      '',
      jsonLd({
        '@graph': [
          { '@type': 'WebPage' },
          { '@type': 'Product', name: 'K', offers: { '@id': '#o' } },
          { '@type': 'Offer', '@id': '#o', price: '49.90' },
        ],
      }),
    ),
  ],
  [
    'JSON-LD with an AggregateOffer',
    19.99,
    page(
      '',
      jsonLd({
        '@type': 'Product',
        offers: { '@type': 'AggregateOffer', lowPrice: '19.99', highPrice: '39.99', offerCount: 4 },
      }),
    ),
  ],
  [
    'JSON-LD with new and used offers',
    100,
    page(
      '',
      jsonLd({
        '@type': 'Product',
        offers: [
          { '@type': 'Offer', price: 60, itemCondition: 'https://schema.org/UsedCondition' },
          { '@type': 'Offer', price: 100 },
        ],
      }),
    ),
  ],
  [
    'JSON-LD with a list price in its specification',
    75,
    page(
      '',
      jsonLd({
        '@type': 'Product',
        offers: {
          '@type': 'Offer',
          priceSpecification: [
            { price: 99, priceType: 'https://schema.org/ListPrice' },
            { price: 75, priceCurrency: 'EUR' },
          ],
        },
      }),
    ),
  ],
  [
    'JSON-LD as an array, with recommended products first',
    89.5,
    page(
      '<h1>Copper Kettle 1.7 l</h1>',
      jsonLd([
        { '@type': 'Product', name: 'Toaster', offers: { price: '20' } },
        { '@type': 'Product', name: 'Copper Kettle', offers: { price: '89.50' } },
      ]),
    ),
  ],
  [
    'JSON-LD that is not quite JSON',
    12.5,
    page('', jsonLd('<!-- {"@type":"Product","description":"two\nlines","offers":{"price":"12.50",},} -->')),
  ],
  [
    'JSON-LD of a product group with variants',
    25,
    page(
      '',
      jsonLd({
        '@type': 'ProductGroup',
        name: 'Shirt',
        hasVariant: [
          { '@type': 'Product', offers: { price: 30 } },
          { '@type': 'Product', offers: { price: 25 } },
        ],
      }),
    ),
  ],
  [
    'JSON-LD with shipping and reviews inside',
    42,
    page(
      '',
      jsonLd({
        '@type': 'Product',
        aggregateRating: { ratingValue: 4.6 },
        offers: { shippingDetails: { shippingRate: { value: 4.99 } }, price: '42.00' },
      }),
    ),
  ],
  [
    'microdata with a content attribute',
    1299,
    page(
      '<div itemscope itemtype="https://schema.org/Product"><span itemprop="name">TV</span><div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><span itemprop="price" content="1299.00">1.299,00 €</span></div></div>',
    ),
  ],
  [
    'microdata with its text in German notation',
    1299,
    page('<div itemscope itemtype="http://schema.org/Product"><span itemprop="price">1.299,00 €</span></div>'),
  ],
  [
    'Open Graph product tags',
    34.95,
    page(
      noise,
      '<meta property="og:title" content="K"><meta property="product:price:amount" content="34.95"><meta property="product:price:currency" content="EUR">',
    ),
  ],
  [
    'Open Graph with a sale price',
    29.95,
    page(
      '',
      '<meta property="product:price:amount" content="34.95"><meta property="product:sale_price:amount" content="29.95">',
    ),
  ],
  ['text with a label', 89.5, page(`<h1>Kettle</h1>${noise}<p>Price: $89.50</p>`)],
  [
    'text with old and new price on one line',
    89.5,
    page('<h1>Kettle</h1><p>Was $129.99 Now $89.50</p><p>Shipping: $4.99</p>'),
  ],
  [
    'an old price called so before the price',
    89.5,
    page('<p>Old price: $129.99</p><p>Price: $89.50</p><p>Shipping $4.99</p>'),
  ],
  [
    'a price class beside a struck one (WooCommerce)',
    45,
    page(
      '<p class="price"><del aria-hidden="true"><span class="woocommerce-Price-amount amount"><bdi><span>&euro;</span>60,00</bdi></span></del> <ins><span class="woocommerce-Price-amount amount"><bdi><span>&euro;</span>45,00</bdi></span></ins></p>',
    ),
  ],
  [
    'whole and fraction in elements of their own (Amazon)',
    89.5,
    page(
      '<div id="corePrice"><span class="a-price a-text-price" data-a-strike="true"><span>$129.99</span></span><span class="a-price"><span class="a-price-symbol">$</span><span class="a-price-whole">89</span><span class="a-price-fraction">50</span></span></div>',
    ),
  ],
  ['cents in a superscript', 19.99, page('<div class="product-price">$19<sup>99</sup></div>')],
  [
    'regular and sale price (Shopify)',
    24,
    page(
      '<div class="price"><div><span>Regular price</span> <s>$30.00</s></div><div><span>Sale price</span> <span>$24.00</span></div></div>',
    ),
  ],
  [
    'a definition list',
    89.5,
    page('<dl><dt>Weight</dt><dd>1.2 kg</dd><dt>Price</dt><dd>89.50</dd><dt>Rating</dt><dd>4.6</dd></dl>'),
  ],
  [
    'a table row',
    1299,
    page('<table><tr><th>Price</th><td>$1,299.00</td></tr><tr><th>Stars</th><td>5</td></tr></table>'),
  ],
  [
    'German text',
    1299.5,
    page('<p>Statt 1.499,00 € jetzt nur 1.299,50 €</p><p>Versandkosten: 4,90 €</p><p>Preis inkl. MwSt.</p>'),
  ],
  ['pounds without pence', 12, page('<div class="product__price">£12</div><div class="delivery">Delivery £3.50</div>')],
  ['kronor with a dash', 1299, page('<span class="pris">Pris: 1 299,- kr</span>')],
  ['a price including VAT', 89, page('<p>Price incl. VAT: €89</p><p>Delivery: €5</p>')],
  [
    'reviews on the same line',
    89.5,
    page('<p>Kettle <span>4.6 stars</span> <span>1,204 reviews</span> <span class="price">$89.50</span></p>'),
  ],
  [
    'recommendations with prices',
    89.5,
    page(
      '<div class="price">$89.50</div><div class="related-products"><div class="price">$12.00</div></div><aside><span class="price">$5.00</span></aside>',
    ),
  ],
  [
    'instalments beside the price',
    600,
    page('<p class="price">$600.00</p><p>or 12 payments of $50.00</p><p>or $50/month</p>'),
  ],
  ['only the amount, on a line of its own', 89.5, page('<h1>Kettle</h1><p>$89.50</p><button>Add to cart</button>')],
];

describe('the price of a page', () => {
  it.each(PAGES)('is found on a page with %s', async (_name, expected, html) => {
    expect(await price(html)).toBe(expected);
  });

  it.each([
    [
      'an article with amounts in it',
      page(
        '<h1>News</h1><p>The company raised $5 million and has 300 staff.</p><p>Founded 1999. It paid $20 for lunch once.</p>',
      ),
    ],
    ['nothing but shipping and ratings', page('<p>Shipping: $4.99</p><p>4.6 out of 5</p><p>You save $10</p>')],
    ['several bare amounts', page('<p>$5</p><p>$6</p>')],
    ['no text at all', page('')],
  ])('is not invented on a page with %s', async (_name, html) => {
    await expect(price(html)).rejects.toMatchObject({ code: 'Tool.NotFound' });
  });
});
